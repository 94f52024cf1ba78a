import type { HostWindow } from './state.ts'

/** Chromium ends when a message of its protocol is much longer. A longer text can only be read by main, as before. */
const MAX_PAGE_TEXT_CHARACTERS = 10_000_000

/**
 * Gives Chromium's own clipboard the text that main has copied, so that it can be pasted into a page as on Electron.
 * The protocol has no command for it: the page copies, and the app's listeners do not hear of it.
 */
export function copyIntoPage(page: HostWindow['webContents'], text: string): void {
  if (text.length > MAX_PAGE_TEXT_CHARACTERS) return
  const script = `addEventListener('copy', (event) => {
    event.stopImmediatePropagation()
    event.preventDefault()
    event.clipboardData.setData('text/plain', ${JSON.stringify(text)})
  }, { capture: true, once: true })
  document.execCommand('copy')`
  // A page that is going away has nothing to paste into.
  void page.executeJavaScript(script).catch(() => undefined)
}
