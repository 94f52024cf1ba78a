import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { connectionsOf } from '#e2e/pages/connections.ts'
import { frameOf } from '#e2e/pages/frame.ts'
import { historyOf } from '#e2e/pages/history.ts'
import { runScreenOf } from '#e2e/pages/run.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const boundsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())

/** What is read in the window, asked for through main: Playwright's own page ends with its process. */
const textOf = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]
      ?.webContents.executeJavaScript('document.body.innerText')
      .catch(() => ''),
  )

test('the window forgets its place', async ({ launch }) => {
  const first = await launch()
  const place = { x: 40, y: 30, width: 1010, height: 660 }
  await first.app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds)
  }, place)
  await expect.poll(() => boundsOf(first.app)).toEqual(place)
  await first.quit()
  const again = await launch({ userData: first.userData })
  expect(await boundsOf(again.app)).toEqual(place)
})

test('a second start opens the same data folder twice, or files named at a start are lost', async ({
  launch,
}) => {
  const { app, page, userData } = await launch({ args: ['LICENSE', 'https://example.com/'] })
  await expect(runScreenOf(page).line('LICENSE')).toBeVisible()
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
  await expect(runScreenOf(page).line('package.json')).toBeVisible()
  await expect(runScreenOf(page).line('LICENSE')).toBeVisible()
})

test('a crash of the page stops the run, or leaves an empty window', async ({ launch, startSandbox }) => {
  // Most of the jobs are still to be sent when the page is gone.
  const server = await startSandbox({ lengthFactor: 0.5, faults: 'limit:4' })
  const started = await launch()
  await connect(started, server)
  const run = runScreenOf(started.page)
  await run.paste(handles(20))
  await run.run()
  await expect.poll(async () => (await server.runs()).length).toBeGreaterThan(0)
  await started.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  expect((await server.runs()).length).toBeLessThan(15)
  await expect
    .poll(() => textOf(started.app))
    .toContain('The window stopped and was opened again. What you ran went on; nothing is lost.')
  const sources = async () => (await server.runs()).map(({ source }) => source).toSorted()
  await expect.poll(sources, { timeout: 30_000 }).toEqual(handles(20).split('\n').toSorted())
  await expect.poll(() => textOf(started.app)).toMatch(/Finished\s+20\b/)
})

test('a damaged history or damaged settings keep the app from starting', async ({ launch }) => {
  const first = await launch()
  await frameOf(first.page).theme('Dark')
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await first.quit()
  const settings = ['settings', 'connections', 'workflows']
  for (const name of settings) writeFileSync(join(first.userData, `${name}.json`), '{"theme": "da')
  writeFileSync(join(first.userData, 'journal.db'), 'this is no database, and never was one'.repeat(400))

  const again = await launch({ userData: first.userData })
  const { notices } = frameOf(again.page)
  await expect(notices).toContainText('The history file was damaged and set aside as journal')
  await expect(notices).toContainText('What could be read was kept.')
  expect(readdirSync(first.userData).filter((name) => /^journal\b.*damaged/.test(name))).not.toEqual([])
  for (const name of settings)
    await expect(notices).toContainText(`${name}.json was not readable and was set aside as`)
  await historyOf(again.page).open()
  await expect(frameOf(again.page).main).toContainText('Jobs you run')
  await frameOf(again.page).goTo('Run')
  const run = runScreenOf(again.page)
  await run.paste(handles(1))
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(1)
})

test('without a keyring a secret is kept in clear, or silently forgotten', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ security: 'required', lengthFactor: 0.2 })
  const env = { ELECTRON_HOST_NO_KEYRING: '1' }
  const first = await launch({ env })
  await connect(first, server, { kind: 'secret', appSecret: server.appSecret })
  const run = runScreenOf(first.page)
  await run.paste(handles(1))
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(1)
  await frameOf(first.page).goTo('Connections')
  await expect(frameOf(first.page).main).toContainText('This computer has no keyring')
  await first.quit()

  const again = await launch({ userData: first.userData, env })
  await frameOf(again.page).goTo('Connections')
  await expect(connectionsOf(again.page).row('Shop')).toContainText(
    'the secret is not at hand; type it again',
  )
})
