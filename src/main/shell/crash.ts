import type { BrowserWindow } from 'electron'

export type Recovery = 'crashed' | 'hung'

/** More reloads than this within the time are no help any more: the window is left as it is. */
const MOST = 3
const WITHIN_MS = 60_000

/** Answers whether one more reload is allowed, and counts it when it is. */
export function createRecoveryLimit(now: () => number): () => boolean {
  let times: readonly number[] = []
  return () => {
    times = times.filter((time) => now() - time < WITHIN_MS)
    if (times.length >= MOST) return false
    times = [...times, now()]
    return true
  }
}

interface Recovering {
  /** Milliseconds of any steady clock. */
  readonly now: () => number
  /** The page is being loaded again, or after too many times is not. */
  readonly onGone: (reason: Recovery, reloading: boolean) => void
}

/** Reloads the page after its process crashed or stopped answering, at most three times a minute. */
export function recoverWindow(window: BrowserWindow, { now, onGone }: Recovering): void {
  const mayReload = createRecoveryLimit(now)
  let hung = false
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (window.isDestroyed() || reason === 'clean-exit') return
    const reloading = mayReload()
    onGone(hung ? 'hung' : 'crashed', reloading)
    hung = false
    if (reloading) window.webContents.reload()
  })
  window.on('unresponsive', () => {
    // A page that hangs does not hear a reload: its process is ended, and comes back by the way of a crash.
    hung = true
    window.webContents.forcefullyCrashRenderer()
  })
}
