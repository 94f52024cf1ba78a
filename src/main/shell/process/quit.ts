import { app, BrowserWindow } from 'electron'
import { closeAll, type CloseStep } from './close-all.ts'

/**
 * Closes everything in order before the app quits. What takes too long is left behind, so that quitting never hangs.
 * The function it returns says whether quitting has begun.
 */
export function closeBeforeQuit(
  steps: readonly CloseStep[],
  onProblem: (message: string, cause?: unknown) => void,
): () => boolean {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    for (const window of BrowserWindow.getAllWindows()) window.hide()
    void closeAll(steps, onProblem).finally(() => {
      state = 'closed'
      app.quit()
    })
  })
  return () => state !== 'open'
}
