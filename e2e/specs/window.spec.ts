import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const readBounds = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())

/** The text of the window, read through main: Playwright's page object ends with the page's process. */
const readWindowText = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]
      ?.webContents.executeJavaScript('document.body.innerText')
      .catch(() => ''),
  )

// Would catch: a window that forgets its place and size.
test('the window opens where it was closed', async ({ launch }) => {
  const first = await launch()
  const place = { x: 40, y: 30, width: 1010, height: 660 }
  await first.app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds)
  }, place)
  await expect.poll(() => readBounds(first.app)).toEqual(place)
  await first.quit()
  const again = await launch({ userData: first.userData })
  expect(await readBounds(again.app)).toEqual(place)
})

// Would catch: two apps on one data folder, or files named on the command line that are lost.
test('a second start shows the first window, and the files it names become sources', async ({ launch }) => {
  const { app, page, userData } = await launch({ args: ['LICENSE', 'https://example.com/'] })
  await expect(createRunScreen(page).line('LICENSE')).toBeVisible()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const electron = String(createRequire(import.meta.url)('electron'))
  const named = ['.', `--user-data-dir=${userData}`, 'package.json']
  const second = spawn(electron, named, { cwd: ROOT, stdio: 'ignore' })
  const [code] = (await once(second, 'exit')) as [number | null]
  expect(code).toBe(0)
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isMinimized())),
    )
    .toEqual([false])
  await expect(createRunScreen(page).line('package.json')).toBeVisible()
  await expect(createRunScreen(page).line('LICENSE')).toBeVisible()
})

// Would catch: a crash of the page that stops the run, or leaves an empty window.
test('a run goes on when the page crashes, and the window comes back', async ({ launch, startSandbox }) => {
  // Slow enough that most jobs are not sent yet when the page crashes.
  const server = await startSandbox({ lengthFactor: 0.5, faults: 'limit:4' })
  const started = await launch()
  await connect(started, server)
  const run = createRunScreen(started.page)
  await run.paste(handles(20))
  await run.run()
  await expect.poll(async () => (await server.runs()).length).toBeGreaterThan(0)
  await started.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  expect((await server.runs()).length).toBeLessThan(15)
  await expect
    .poll(() => readWindowText(started.app))
    .toContain('The window stopped and was opened again. What you ran went on; nothing is lost.')
  const sources = async () => (await server.runs()).map(({ source }) => source).toSorted()
  await expect.poll(sources, { timeout: 30_000 }).toEqual(handles(20).split('\n').toSorted())
  await expect.poll(() => readWindowText(started.app)).toMatch(/Finished\s+20\b/)
})

// Would catch: damage on the disk that keeps the app from starting.
test('the app starts with a damaged history and damaged settings, and keeps the damaged files', async ({
  launch,
}) => {
  const first = await launch()
  await createAppFrame(first.page).chooseTheme('Dark')
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await first.quit()
  const settings = ['settings', 'connections', 'workflows']
  for (const name of settings) writeFileSync(join(first.userData, `${name}.json`), '{"theme": "da')
  writeFileSync(join(first.userData, 'journal.db'), 'this is no database, and never was one'.repeat(400))

  const again = await launch({ userData: first.userData })
  const { notices } = createAppFrame(again.page)
  await expect(notices).toContainText('The history file was damaged and set aside as journal')
  await expect(notices).toContainText('What could be read was kept.')
  expect(readdirSync(first.userData).filter((name) => /^journal\b.*damaged/.test(name))).not.toEqual([])
  for (const name of settings)
    await expect(notices).toContainText(`${name}.json was not readable and was set aside as`)
  await createHistoryScreen(again.page).open()
  await expect(createAppFrame(again.page).main).toContainText('Jobs you run')
  await createAppFrame(again.page).goTo('Run')
  const run = createRunScreen(again.page)
  await run.paste(handles(1))
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(1)
})

// Would catch: a secret that is kept in clear, or silently forgotten.
test('without a keyring no secret is on the disk, and the person is told', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ security: 'required', lengthFactor: 0.2 })
  const env = { ELECTRON_HOST_NO_KEYRING: '1' }
  const first = await launch({ env })
  await connect(first, server, { kind: 'secret', appSecret: server.appSecret })
  const run = createRunScreen(first.page)
  await run.paste(handles(1))
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(1)
  await createAppFrame(first.page).goTo('Connections')
  await expect(createAppFrame(first.page).main).toContainText('This computer has no keyring')
  await first.quit()

  const again = await launch({ userData: first.userData, env })
  await createAppFrame(again.page).goTo('Connections')
  await expect(createConnectionsScreen(again.page).row('Shop')).toContainText(
    'the secret is not at hand; type it again',
  )
})
