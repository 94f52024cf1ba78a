// What the parts of the host share: one app, one browser, one set of windows in a process.
import type { Browser } from './browser.ts'
import type { CdpSession } from './cdp.ts'
import type { NativeImage } from './native-image.ts'
import type { PageState } from './page-state.ts'

export const ELECTRON_VERSION = '45.4.1'

/** A window as the rest of the host sees it. */
export interface HostWindow {
  readonly webContents: {
    readonly page: PageState
    readonly hostReady: Promise<CdpSession>
    executeJavaScript(code: string): Promise<unknown>
  }
  capturePage(): Promise<NativeImage>
  /** The person closes it. Returns whether it is closed: the app may prevent it. */
  hostClose(): boolean
  /** The page is gone already. */
  hostNotifyPageGone(): void
  destroy(): void
}

export const state = {
  appFolder: '.',
  name: 'Electron',
  version: '0.0.0',
  /** The arguments that the host was started with. */
  arguments: [] as readonly string[],
  isHeaded: process.env['ELECTRON_HOST_HEADED'] === '1',
  isReady: false,
  isQuitting: false,
  browser: undefined as Browser | undefined,
  windows: new Set<HostWindow>(),
}

/** The running browser; windows may ask for it only after `ready`. */
export function runningBrowser(): Browser {
  if (!state.browser) throw new Error('Cannot create BrowserWindow before app is ready')
  return state.browser
}

/** What was asked of the desktop instead of being done (dialogs, shell, notifications), oldest first. */
export const desktopRequests: { kind: string; value: unknown }[] = []

export function recordDesktopRequest(kind: string, value: unknown): void {
  desktopRequests.push({ kind, value })
}
