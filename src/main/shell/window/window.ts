import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import { ORIGIN } from '#main/shell/origin/origin.ts'
import { PAGE_PREFERENCES } from '#main/shell/security/web-preferences.ts'
import { MIN_SIZE_PX, placeWindow, readWindowState, writeWindowState } from './window-state.ts'

// The surfaces of styles/tokens.css: what is seen before the page has painted.
const BACKGROUND_COLOURS = { light: '#FFFFFF', dark: '#16181D' } as const

/** The files that a window is opened with, by their absolute paths. */
interface WindowFiles {
  readonly preload: string
  /** A PNG. Linux shows it; on Windows and macOS the packaged app's own icon is stronger. */
  readonly icon: string
}

/** Holds the one window; null before it is open and after it was closed. */
export interface MainWindow {
  window: BrowserWindow | null
}

/** Opens the one window: sandboxed and isolated, at its kept place, shown once it has something to show. */
export function openWindow({ preload, icon }: WindowFiles): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json')
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { maximized, ...place } = placeWindow(readWindowState(stateFile), workAreas)
  const window = new BrowserWindow({
    ...place,
    minWidth: MIN_SIZE_PX.width,
    minHeight: MIN_SIZE_PX.height,
    title: app.name,
    icon,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND_COLOURS.dark : BACKGROUND_COLOURS.light,
    webPreferences: { ...PAGE_PREFERENCES, preload },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    writeWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() })
  })
  return window
}

/** Loads the page. Resolves also when a reload or the end of the app overtook it. */
export async function loadPage(window: BrowserWindow): Promise<void> {
  await window.loadURL(`${ORIGIN}/`).catch((cause: unknown) => {
    if (!window.isDestroyed()) throw cause
  })
}

/** Brings the window to the person. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
