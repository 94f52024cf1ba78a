import { app, BrowserWindow } from 'electron'
import { closeAll, type Closing } from './close-all.ts'

/**
 * Closes everything in order before the app ends. What does not close in its time is left, so that quitting never hangs.
 * Answers whether that has begun.
 */
export function closeBeforeQuit(
  steps: readonly Closing[],
  onTrouble: (message: string, cause?: unknown) => void,
): () => boolean {
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
  return () => state !== 'open'
}
