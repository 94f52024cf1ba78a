import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { requestFromMain } from '#e2e/fixtures/bridge.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { sheet } from '#e2e/fixtures/sheet.ts'
import { resize, WINDOW_SIZES } from '#e2e/fixtures/window-sizes.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { ALL_SCREENS, shoot } from './shoot.ts'

const disk = createTestFolder()
test.afterAll(() => disk.remove())

/** The shown screen in both themes, in every window that a screen has to serve. */
async function shootEverySize(started: LaunchedApp, name: string): Promise<void> {
  for (const size of WINDOW_SIZES) {
    await resize(started.page, size)
    for (const theme of ['light', 'dark'] as const) {
      await requestFromMain(started.page, 'settings.set', { theme })
      await expect(started.page.locator('html')).toHaveAttribute('data-theme', theme)
      await shoot(started, ALL_SCREENS, `${name}-${size.width}x${size.height}-${theme}`)
    }
  }
  await resize(started.page, WINDOW_SIZES[0])
}

test('sources that are corrected and taken back', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.05 })
  const started = await launch()
  const { page } = started
  const run = createRunScreen(page)
  await connect(started, server)
  await drop(page, [disk.writeText('spring-shoes.csv', sheet(1, 120))])
  await expect(run.listQuestion).toContainText('rows')
  await shootEverySize(started, 'reading-list-question')
  await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
  await expect(run.runButton).toHaveText('Run on 120 sources')
  await shootEverySize(started, 'reading-list-rows')
  await run.sources.getByRole('button', { name: 'Clear' }).click()
  await shootEverySize(started, 'reading-cleared')
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
  await shootEverySize(started, 'reading-bad-lines')
  await run.sources.getByRole('button', { name: 'Edit line 1' }).click()
  await shootEverySize(started, 'reading-line-edited')
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
  await shootEverySize(started, 'reading-batch')
  await main.getByRole('button', { name: 'Attach their ids…' }).click()
  await shootEverySize(started, 'reading-attach')
  await main
    .getByRole('region', { name: 'May have started', exact: true })
    .getByRole('button', { name: 'Cancel' })
    .click()
  await batch.causes
    .getByRole('button', { name: /^Show \d+ jobs?: / })
    .first()
    .click()
  await shootEverySize(started, 'reading-cause')
  await run.jobs.rows.first().click()
  await createJobView(page).view.waitFor()
  await shootEverySize(started, 'reading-failed-job')
  await page.keyboard.press('Escape')
  await server.setFaults('')
  await batch.causes
    .getByRole('button', { name: /^Run these again/ })
    .first()
    .click()
  await batch.runAgain()
  await expect(main).toContainText('of “spring-shoes')
  await shootEverySize(started, 'reading-rerun')
  await goTo('History')
  await main.getByRole('button', { name: 'Runs', exact: true }).click()
  await shootEverySize(started, 'reading-runs')
  await main.getByRole('button', { name: 'Jobs', exact: true }).click()
  await shootEverySize(started, 'reading-history')
})
