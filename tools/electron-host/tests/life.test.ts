// The end of a host: nothing is left, whatever ended it.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { findChromium } from '#tools/electron-host/find-chromium.ts'
import { findBrowsers, findProfiles, killOrphanBrowsers } from '#tools/electron-host/kill-orphan-browsers.ts'
import { FIXTURE, HOST_BIN, hostEnvironment, launchFixture, temporaryFolder, until } from './launch.ts'

const elsewhere = process.platform === 'linux' ? '' : ' (skipped: the host is for Linux only)'
const started: { child: ChildProcess; userData: string }[] = []

function start(userData: string, extra: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(join(HOST_BIN, 'electron'), [FIXTURE, `--user-data-dir=${userData}`], {
    env: hostEnvironment(extra),
    stdio: 'ignore',
  })
  started.push({ child, userData })
  return child
}

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null
const nothingLeft = (pid: number): Promise<void> =>
  until('no Chromium is left', () => findBrowsers(pid).length === 0)

afterEach(() => {
  for (const { child, userData } of started.splice(0)) {
    if (!isGone(child)) child.kill('SIGKILL')
    killOrphanBrowsers(child.pid ?? 0)
    rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
})

describe.skipIf(elsewhere !== '')(`the end of the stand-in host${elsewhere}`, () => {
  // Catches: a browser that outlives app.quit() called before it was up, or while it starts.
  test.for([0, 150, 400])('quit %i ms after the start leaves no Chromium', async (delay) => {
    const child = start(temporaryFolder(), { FIXTURE_MODE: 'quit-at-once', FIXTURE_DELAY: String(delay) })
    const [code] = (await once(child, 'exit')) as [number | null]
    expect(code).toBe(0)
    await nothingLeft(child.pid ?? 0)
  })

  // Catches: an orphaned browser, which only a watcher outside the host can end.
  test('SIGKILL leaves no Chromium and no profile', async () => {
    const host = await launchFixture()
    expect(findBrowsers(host.pid)).not.toHaveLength(0)
    expect(findProfiles(host.pid)).toHaveLength(1)
    host.child.kill('SIGKILL')
    await nothingLeft(host.pid)
    await until('the profile is gone', () => findProfiles(host.pid).length === 0)
    await host.end()
  })

  // Catches: a spec that is red because Chromium crashed before it was up, which it does once in some hundred starts.
  test('a Chromium that crashes at its start is started once more, and nothing of the first one is left', async () => {
    const folder = temporaryFolder()
    const browser = join(folder, 'browser')
    const once = `mkdir "$0.crashed" 2>/dev/null && kill -SEGV $$`
    writeFileSync(browser, `#!/bin/sh\n${once}\nexec "${findChromium(false)}" "$@"\n`, { mode: 0o755 })
    const host = await launchFixture({ ELECTRON_HOST_CHROMIUM: browser })
    expect(existsSync(`${browser}.crashed`)).toBe(true)
    expect(findProfiles(host.pid)).toHaveLength(1)
    await host.end()
    await nothingLeft(host.pid)
    rmSync(folder, { recursive: true })
  })

  // Catches: preventDefault on before-quit ignored.
  test('before-quit can refuse; the next quit ends it', async () => {
    const host = await launchFixture()
    const asked = await host.app.evaluate(({ app }) => {
      seen.refuseQuit = true
      app.quit()
      seen.refuseQuit = false
      return seen.beforeQuit
    })
    expect(asked).toBe(true)
    expect(isGone(host.child)).toBe(false)
    await host.end()
    expect(host.child.exitCode).toBe(0)
    await nothingLeft(host.pid)
  })

  // Catches: window-all-closed not reached when the window goes.
  test('closing the last window ends the app', async () => {
    const host = await launchFixture()
    const closed = host.app.waitForEvent('close')
    await host.page.close()
    await closed
    expect(host.child.exitCode).toBe(0)
    await host.end()
  })

  // Catches: a crash that main never hears of, or a page that does not come back with its bridge.
  test('a crashed page is told to the app and comes back by reload()', async () => {
    const host = await launchFixture()
    await host.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    )
    await until('render-process-gone came', () => host.app.evaluate(() => seen.gone === 'crashed'))
    await until('the page answers again', () =>
      host.app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        if (!contents || contents.isCrashed()) return false
        const code = "document.documentElement?.dataset.appState === 'ready' && api.sync(4) === 8"
        return contents.executeJavaScript(code) as Promise<boolean>
      }),
    )
    await host.end()
  })

  // Catches: two apps on one data folder; arguments lost because the second exits at once.
  test('a second instance hands over its arguments and leaves', async () => {
    const host = await launchFixture()
    const second = start(host.userData)
    const [code] = (await once(second, 'exit')) as [number | null]
    expect(code).toBe(7)
    await until('second-instance came', () => host.app.evaluate(() => seen.second.length === 1))
    const [{ argv, data } = { argv: [], data: null }] = await host.app.evaluate(() => seen.second)
    expect(argv.at(-1)).toBe(`--user-data-dir=${host.userData}`)
    expect(data).toEqual({ greeting: 'hello' })
    await host.end()
  })

  // Catches: `npm start` without a display that never says where its picture is.
  test('writes the picture of the first screen when asked', async () => {
    const folder = temporaryFolder()
    const picture = join(folder, 'first.png')
    const child = start(folder, { ELECTRON_HOST_SCREENSHOT: picture, ELECTRON_HOST_SCREENSHOT_EXIT: '1' })
    await once(child, 'exit')
    expect(statSync(picture).size).toBeGreaterThan(500)
  })
})
