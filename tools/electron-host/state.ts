// What the parts of the host share: one app, one browser, one set of windows in a process.
import type { Browser } from './browser.ts'
import type { BrowserWindow } from './browser-window.ts'

export const ELECTRON_VERSION = '45.4.1'

export const state = {
  appFolder: '.',
  name: 'Electron',
  version: '0.0.0',
  /** The arguments the host was started with. */
  arguments: [] as readonly string[],
  headed: process.env['ELECTRON_HOST_HEADED'] === '1',
  ready: false,
  quitting: false,
  browser: undefined as Browser | undefined,
  windows: new Set<BrowserWindow>(),
}

/** The running browser; windows may ask for it only after `ready`. */
export function runningBrowser(): Browser {
  if (!state.browser) throw new Error('Cannot create BrowserWindow before app is ready')
  return state.browser
}

/** What was asked of the desktop instead of being done (dialogs, shell, notifications), oldest first. */
export const record: { kind: string; value: unknown }[] = []

export function note(kind: string, value: unknown): void {
  record.push({ kind, value })
}
