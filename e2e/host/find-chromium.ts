// Which browser stands behind the host.
import { accessSync, constants, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

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
 * The path of a Chromium: `ELECTRON_HOST_CHROMIUM`, else the system's, else the one Playwright installed.
 * Null when there is none.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const wanted = env['ELECTRON_HOST_CHROMIUM']
  if (wanted) return isExecutable(wanted) ? wanted : null
  const folders = ['/usr/bin', ...(env['PATH'] ?? '').split(delimiter).filter(Boolean)]
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return candidates.find(isExecutable) ?? playwrightsChromium()
}
