// Which browser stands behind the host.
import { accessSync, constants, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** The same browser without its own windows: half the work of a start, no use with a screen. */
export const WITHOUT_WINDOWS = 'chromium-headless-shell'

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function playwrightsChromium(): string | null {
  try {
    const playwright = createRequire(import.meta.url)('@playwright/test') as {
      chromium: { executablePath(): string }
    }
    const path = playwright.chromium.executablePath()
    return isExecutable(path) ? path : null
  } catch {
    return null
  }
}

/**
 * The path of a Chromium: `ELECTRON_HOST_CHROMIUM`, else the system's, else the one Playwright installed. Without a
 * screen the one that has no windows goes first. Null when there is none.
 */
export function findChromium(headed: boolean, env: NodeJS.ProcessEnv = process.env): string | null {
  const wanted = env['ELECTRON_HOST_CHROMIUM']
  if (wanted) return isExecutable(wanted) ? wanted : null
  const folders = ['/usr/bin', ...(env['PATH'] ?? '').split(delimiter).filter(Boolean)]
  const names = headed ? NAMES : [WITHOUT_WINDOWS, ...NAMES]
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find(isExecutable) ?? playwrightsChromium()
}
