import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handles } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { sheet } from '#e2e/fixtures/sheet.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { addConnections, waitForResult, runDay, runSandbox, writeShopFolder, SOURCES } from './scenes.ts'
import { DOCS_IMAGES, setAppearance, LARGE, shoot, SMALL, type Theme } from './shoot.ts'

const inBothThemes = async (started: LaunchedApp, name: string): Promise<void> => {
  for (const theme of ['light', 'dark'] as const) await picture(started, `${name}-${theme}`, theme)
}

async function picture(
  started: LaunchedApp,
  name: string,
  theme: Theme = 'light',
  size = LARGE,
): Promise<void> {
  await setAppearance(started, theme, size)
  await shoot(started, DOCS_IMAGES, name)
}

test('Run, a batch and the palette', async ({ launch }) => {
  const started = await launch({ env: { TZ: 'UTC' } })
  const { page } = started
  const run = createRunScreen(page)
  await run.chooseWorkflow('Moderation')
  await run.paste([...SOURCES, 'two words', SOURCES[0]].join('\n'))
  await expect(run.runButton).toHaveText(/^Run on/)
  await inBothThemes(started, 'run')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('go')
  await picture(started, 'palette')
  await page.keyboard.press('Escape')
})

test('History, a job, a small window', async ({ launch }) => {
  const started = await launch({ env: { TZ: 'UTC' } })
  const { page } = started
  await runDay(started)
  const history = createHistoryScreen(page)
  await history.open()
  await inBothThemes(started, 'history')
  await history.jobs.choose('src://catalogue/bags/canvas-tote.png')
  await waitForResult(page)
  await picture(started, 'panel-light')
  await history.jobs.openFullScreen('https://shop.example.com/media/reviews/48211/photo-1.jpg')
  await expect(history.jobs.grid).toBeHidden()
  await waitForResult(page)
  await inBothThemes(started, 'job')
  await createAppFrame(page).goTo('Run')
  await createRunScreen(page).newRun.click()
  await runSandbox(page, 'Tagging', SOURCES)
  await picture(started, 'small-window', 'light', SMALL)
})

test('Connections', async ({ launch }) => {
  const started = await launch({ env: { TZ: 'UTC' } })
  await addConnections(started)
  await createConnectionsScreen(started.page).open()
  await expect(createConnectionsScreen(started.page).row('Playground')).toBeVisible()
  await picture(started, 'connections-light')
})

test('Files and lists', async ({ launch, startSandbox }) => {
  const disk = createTestFolder()
  const server = await startSandbox({ faults: 'slow@upload-put:1s' })
  const started = await launch({ env: { TZ: 'UTC' } })
  const { page } = started
  const run = createRunScreen(page)
  await connect(started, server)
  await drop(page, [writeShopFolder(disk)])
  await expect(run.sources.locator('canvas')).toHaveCount(6)
  await picture(started, 'files-light')
  await run.run()
  await expect(run.uploads).toContainText(/[34] of 8 files/)
  await picture(started, 'uploading-dark', 'dark')
  await run.newRun.click()
  await drop(page, [disk.writeText('autumn.csv', sheet(1, 40))])
  await expect(run.listQuestion.getByRole('button', { name: 'Use as a list' })).toBeEnabled()
  await picture(started, 'list-light')
  disk.remove()
})

test('A large batch', async ({ launch, startSandbox }) => {
  const server = await startSandbox({
    lengthFactor: 0.5,
    faults: 'failed:60, 400@run:40:20%, 404@run:37:20%, reset-after-accept@run:3:5%',
  })
  const started = await launch({ env: { TZ: 'UTC' } })
  const { page } = started
  const run = createRunScreen(page)
  await connect(started, server)
  await createConnectionsScreen(page).changeLimits(CONNECTION, { 'Requests a second': '80' })
  await createAppFrame(page).goTo('Run')
  await run.paste(handles(2_000))
  await run.run()
  await expect(createAppFrame(page).main).toContainText(/\/s · .* left/)
  await inBothThemes(started, 'batch')
})
