import { app, BrowserWindow } from 'electron'
import { PAGE_PREFERENCES } from '#main/shell/security/web-preferences.ts'
import { toPreparingPage, type PreparingProgress } from './preparing-page.ts'

/** Work on the journal that takes no longer needs no window, ms. */
const SHOWN_AFTER_MS = 700
/** An opening that reports no progress gets a window only after this time, ms: a busy computer is slow by itself. */
const SHOWN_WITHOUT_PROGRESS_MS = 15_000
/** The page is written anew at most this often, ms. */
const UPDATE_INTERVAL_MS = 1000

export interface PreparingWindow {
  /** To be called with how far the opening is. */
  update(progress: PreparingProgress): void
  /** The opening is over. To be called when the main window is there: the app ends with its last window. */
  close(): void
}

/** Shows a small window while the data folder is opened, if that takes long. When the person closes it, the app ends. */
export function showWhilePreparing(clock: {
  after(ms: number, run: () => void): () => void
}): PreparingWindow {
  let window: BrowserWindow | null = null
  let progress: PreparingProgress | null = null
  const open = (): void => {
    window = openPreparingWindow()
    // What was written until now is in a transaction or beside the journal: the next start begins it again.
    window.on('closed', () => {
      if (window !== null) app.exit(0)
    })
    show()
  }
  let cancelTimer = clock.after(SHOWN_WITHOUT_PROGRESS_MS, open)
  const show = (): void => {
    window?.setProgressBar(progress?.share ?? -1)
    // A page that is overtaken by the next one, or by the end, rejects.
    window?.loadURL(toPreparingPage(progress)).catch(() => undefined)
    cancelTimer = clock.after(UPDATE_INTERVAL_MS, show)
  }
  return {
    update(next) {
      if (progress === null && window === null) {
        cancelTimer()
        cancelTimer = clock.after(SHOWN_AFTER_MS, open)
      }
      progress = next
    },
    close() {
      cancelTimer()
      const opened = window
      window = null
      opened?.destroy()
    },
  }
}

const openPreparingWindow = (): BrowserWindow =>
  new BrowserWindow({
    width: 460,
    height: 220,
    resizable: false,
    maximizable: false,
    fullscreenable: false,
    autoHideMenuBar: true,
    title: app.name,
    webPreferences: { ...PAGE_PREFERENCES, javascript: false },
  })
