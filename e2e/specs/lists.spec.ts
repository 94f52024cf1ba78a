import { expect, test } from '#e2e/fixtures/app.ts'
import { expectAccessible } from '#e2e/fixtures/axe.ts'
import { connect } from '#e2e/fixtures/connected.ts'
import { makeDisk } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { sheet, skuOf, skusOfRuns } from '#e2e/fixtures/sheet.ts'
import { historyOf } from '#e2e/pages/history.ts'
import { jobViewOf } from '#e2e/pages/job.ts'
import { runScreenOf } from '#e2e/pages/run.ts'

const ROWS = 300
const KNOWN = 41
/** A loaded machine is slow. */
const LONG = { timeout: 60_000 }
const disk = makeDisk()
test.afterAll(() => disk.remove())

test('a sheet loses its labels or its order, or runs again what has a result', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05 })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const run = runScreenOf(page)

  await test.step('a part of the sheet', async () => {
    await drop(page, [disk.writeText('part.csv', sheet(1, KNOWN))])
    await expect(run.listQuestion).toContainText('part.csv may be a list of sources.')
    await expect(run.listQuestion.getByRole('button', { name: 'column: image_url' })).toBeVisible()
    await expect(run.runButton).toBeDisabled()
    await expectAccessible(page, 'the question about a list')
    await run.listQuestion.getByRole('button', { name: 'colour' }).click()
    await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
    await expect(run.line(skuOf(1))).toBeVisible()
    // Both can be read: neither takes the other's place.
    for (const part of [/^https:/, /^sku: /])
      expect((await run.line(skuOf(1)).getByTitle(part).boundingBox())?.width).toBeGreaterThan(140)
    await expect(run.runButton).toHaveText(`Run on ${KNOWN} sources`)
    await run.run()
    await expect(run.count('Finished', KNOWN)).toBeVisible(LONG)
    await run.newRun.click()
  })

  await test.step('all of it: what has a result is left out', async () => {
    await drop(page, [disk.writeText('all.csv', sheet(1, ROWS))])
    await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
    await expect(
      run.knownLine(`${KNOWN} of ${ROWS} already have a finished Tag pictures result on this connection`),
    ).toBeVisible()
    await expectAccessible(page, 'rows of a list, and what is known of them')
    await expect(run.runButton).toHaveText(`Run on ${ROWS - KNOWN} sources`)
    await run.run()
    await expect(run.count('Finished', ROWS - KNOWN)).toBeVisible(LONG)
    const sources = (await server.runs()).map(({ source }) => source)
    expect(sources).toHaveLength(ROWS)
    expect(new Set(sources).size).toBe(ROWS)
  })

  await test.step('SKUs are with their jobs, in the order of the sheet', async () => {
    const [all, part] = await skusOfRuns(page)
    expect(part?.skus).toEqual(Array.from({ length: KNOWN }, (_, at) => skuOf(at + 1)))
    expect(part?.columns).toEqual(['sku', 'name'])
    expect(all?.skus).toEqual(Array.from({ length: ROWS - KNOWN }, (_, at) => skuOf(KNOWN + at + 1)))
    expect(all?.columns).toEqual(['sku', 'name', 'colour'])
    const history = historyOf(page)
    await history.open()
    await history.search.fill(skuOf(ROWS))
    await expect(history.jobs.rows).toHaveCount(1)
    await history.jobs.rows.first().click()
    await expect(jobViewOf(page).view.getByText(`Shoe ${ROWS}`)).toBeVisible()
  })
})
