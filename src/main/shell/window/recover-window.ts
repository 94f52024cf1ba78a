import type { BrowserWindow } from 'electron'

/** Why the page was loaded again. */
export type Recovery = 'crashed' | 'hung'

/** More reloads within the window of time would not help: the page is left as it is. */
const MAX_RELOADS = 3
const RELOAD_WINDOW_MS = 60_000

/** Answers whether one more reload is allowed, and counts it when it is. */
export function createReloadLimit(now: () => number): () => boolean {
  let times: readonly number[] = []
  return () => {
    times = times.filter((time) => now() - time < RELOAD_WINDOW_MS)
    if (times.length >= MAX_RELOADS) return false
    times = [...times, now()]
    return true
  }
}

interface RecoveryOptions {
  /** Milliseconds of any steady clock. */
  readonly now: () => number
  /** The page is gone. `isReloading`: it is loaded again; false after too many reloads. */
  readonly onGone: (reason: Recovery, isReloading: boolean) => void
}

/** Reloads the page after its process crashed or stopped answering, at most three times a minute. */
export function recoverWindow(window: BrowserWindow, { now, onGone }: RecoveryOptions): void {
  const mayReload = createReloadLimit(now)
  let isHung = false
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (window.isDestroyed() || reason === 'clean-exit') return
    const isReloading = mayReload()
    onGone(isHung ? 'hung' : 'crashed', isReloading)
    isHung = false
    if (isReloading) window.webContents.reload()
  })
  window.on('unresponsive', () => {
    // A page that hangs cannot be reloaded: its process is ended, and the page comes back as after a crash.
    isHung = true
    window.webContents.forcefullyCrashRenderer()
  })
}
