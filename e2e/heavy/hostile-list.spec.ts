import { expect, test } from '#e2e/fixtures/app.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { watchMainDelay } from '#e2e/fixtures/main-delay.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

// Would catch: a vendor's list that holds up main, and with it every window and every running job, for as long as it is read.
test('a list of nothing but open quotes is read, and main answers meanwhile', async ({ launch }) => {
  const started = await launch()
  const { app, page } = started
  const disk = createTestFolder()
  const good = (row: number): string => `${row},https://a.example/${row}.jpg\n`
  const hostile = `sku,image\n${Array.from({ length: 200 }, (_, row) => good(row)).join('')}${'"x\n'.repeat(21_000)}${good(999)}`
  const run = createRunScreen(page)
  try {
    const delay = await watchMainDelay(app)
    await drop(page, [disk.writeText('vendor.csv', hostile)])
    await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
    await expect(run.runButton).toHaveText('Run on 201 sources', { timeout: 60_000 })
    // Without turns between the lines it is the time of a whole piece of the file: two seconds, more on a busy machine.
    expect((await delay()).longest).toBeLessThan(1000)
  } finally {
    disk.remove()
  }
})
