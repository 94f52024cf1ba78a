// Starts the fixture app on the host, as a spec would start the real one.
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { killOrphanBrowsers } from '#tools/electron-host/kill-orphan-browsers.ts'

export const FIXTURE = join(import.meta.dirname, 'app')
export const HOST_BIN = resolve(import.meta.dirname, '../bin')

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'host-test-'))

export const hostEnvironment = (extra: NodeJS.ProcessEnv = {}): Record<string, string> => {
  const all = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: HOST_BIN, ...extra }
  return Object.fromEntries(
    Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}

export interface Launched {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  readonly pid: number
  /** The host's process, also after its end. */
  readonly child: ChildProcess
  /** Quits, waits for the process to be gone, removes what it left. */
  readonly end: () => Promise<void>
}

export async function launchFixture(extra: NodeJS.ProcessEnv = {}): Promise<Launched> {
  const userData = temporaryFolder()
  const app = await _electron.launch({
    args: ['.', `--user-data-dir=${userData}`],
    cwd: FIXTURE,
    // Named: the npm package “electron” keeps the path that it was first asked for in this process.
    executablePath: join(HOST_BIN, 'electron'),
    env: hostEnvironment(extra),
    colorScheme: null,
  })
  const child = app.process()
  const page = await app.firstWindow()
  await page.locator('html[data-app-state="ready"]').waitFor({ state: 'attached' })
  const end = async (): Promise<void> => {
    await app.close().catch(() => undefined)
    killOrphanBrowsers(child.pid ?? 0)
    rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
  return { app, page, userData, pid: child.pid ?? 0, child, end }
}

/** Asks until the answer is yes; fails with the question after ten seconds. */
export async function until(question: string, ask: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!(await ask())) {
    if (performance.now() > deadline) throw new Error(`never became true: ${question}`)
    await new Promise((next) => setTimeout(next, 25))
  }
}
