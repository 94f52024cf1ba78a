import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { sheet } from '#e2e/fixtures/sheet.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { shootAll } from './shoot.ts'

const disk = createTestFolder()
test.afterAll(() => disk.remove())

test('sources that are corrected and taken back', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.05 })
  const started = await launch()
  const { page } = started
  const run = createRunScreen(page)
  await connect(started, server)
  await drop(page, [disk.writeText('spring-shoes.csv', sheet(1, 120))])
  await expect(run.listQuestion).toContainText('rows')
  await shootAll(started, 'reading-list-question')
  await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
  await expect(run.runButton).toHaveText('Run on 120 sources')
  await shootAll(started, 'reading-list-rows')
  await run.sources.getByRole('button', { name: 'Clear' }).click()
  await shootAll(started, 'reading-cleared')
  await run.paste(
    [
      'two words',
      'abcdefghijklmnopqrst',
      'ftp://example.com/a',
      'src://Каталог/Ёлка-漢字.png',
      handles(40),
    ].join('\n'),
  )
  await expect(run.runButton).toHaveText('Run on 41 sources')
  await shootAll(started, 'reading-bad-lines')
  await run.sources.getByRole('button', { name: 'Edit line 1' }).click()
  await shootAll(started, 'reading-line-edited')
})

test('runs and what is read of them', async ({ launch, startSandbox }) => {
  const server = await startSandbox({
    lengthFactor: 0.05,
    faults: 'failed:3, 400@run:4, reset-after-accept@run:3',
  })
  const started = await launch()
  const { page } = started
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  await connect(started, server)
  await drop(page, [disk.writeText('spring-shoes.csv', sheet(1, 60))])
  await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
  await expect(run.runButton).toHaveText('Run on 60 sources')
  await run.run()
  await expect(run.count('Refused', 4)).toBeVisible({ timeout: 60_000 })
  await expect(main).toContainText(/took /, { timeout: 60_000 })
  await shootAll(started, 'reading-batch')
  await main.getByRole('button', { name: 'Attach their ids…' }).click()
  await shootAll(started, 'reading-attach')
  await main
    .getByRole('region', { name: 'May have started', exact: true })
    .getByRole('button', { name: 'Cancel' })
    .click()
  await batch.causes
    .getByRole('button', { name: /^Show \d+ jobs?: / })
    .first()
    .click()
  await shootAll(started, 'reading-cause')
  await run.jobs.rows.first().click()
  await createJobView(page).view.waitFor()
  await shootAll(started, 'reading-failed-job')
  await page.keyboard.press('Escape')
  await server.setFaults('')
  await batch.causes
    .getByRole('button', { name: /^Run these again/ })
    .first()
    .click()
  await batch.runAgain()
  await expect(main).toContainText('of “spring-shoes')
  await shootAll(started, 'reading-rerun')
  await goTo('History')
  await main.getByRole('button', { name: 'Runs', exact: true }).click()
  await shootAll(started, 'reading-runs')
  await main.getByRole('button', { name: 'Jobs', exact: true }).click()
  await shootAll(started, 'reading-history')
})
