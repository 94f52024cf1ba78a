import { app, BrowserWindow } from 'electron'

/** One thing to be closed, and how long it may take, ms. */
export interface Closing {
  readonly name: string
  readonly close: () => Promise<void> | void
  readonly atMostMs: number
}

/** Closes everything in order before the app ends. What does not close in its time is left, so that quitting never hangs. */
export function closeBeforeQuit(
  steps: readonly Closing[],
  onTrouble: (message: string, cause?: unknown) => void,
): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    for (const window of BrowserWindow.getAllWindows()) window.hide()
    void closeAll(steps, onTrouble).finally(() => {
      state = 'closed'
      app.quit()
    })
  })
}

/** Exported for tests. */
export async function closeAll(
  steps: readonly Closing[],
  onTrouble: (message: string, cause?: unknown) => void,
): Promise<void> {
  for (const { name, close, atMostMs } of steps) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), atMostMs)
    })
    try {
      if ((await Promise.race([close(), late])) === 'late') onTrouble(`${name} did not close in time`)
    } catch (cause) {
      onTrouble(`${name} did not close well`, cause)
    }
    clearTimeout(timer)
  }
}
