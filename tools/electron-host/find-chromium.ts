// Finds the browser that shows the app's pages.
import { accessSync, constants, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const BROWSER_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Chromium without windows of its own: it starts in half the time, and cannot be used with a display. */
export const HEADLESS_SHELL = 'chromium-headless-shell'

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function findPlaywrightChromium(): string | null {
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
 * The path of a Chromium: `ELECTRON_HOST_CHROMIUM`, else the system's, else the one that Playwright installed.
 * Without a display, the one without windows is preferred. Null when there is none.
 */
export function findChromium(headed: boolean, env: NodeJS.ProcessEnv = process.env): string | null {
  const wanted = env['ELECTRON_HOST_CHROMIUM']
  if (wanted) return isExecutable(wanted) ? wanted : null
  const folders = ['/usr/bin', ...(env['PATH'] ?? '').split(delimiter).filter(Boolean)]
  const names = headed ? BROWSER_NAMES : [HEADLESS_SHELL, ...BROWSER_NAMES]
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find(isExecutable) ?? findPlaywrightChromium()
}
