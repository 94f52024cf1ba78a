import type { HostWindow } from './state.ts'

/**
 * Gives Chromium's own clipboard the text that main has copied, so that it can be pasted into a page as on Electron.
 * The protocol has no command for it: the page copies, and the app's listeners do not hear of it.
 */
export function copyIntoPage(page: HostWindow['webContents'], text: string): void {
  const script = `addEventListener('copy', (event) => {
    event.stopImmediatePropagation()
    event.preventDefault()
    event.clipboardData.setData('text/plain', ${JSON.stringify(text)})
  }, { capture: true, once: true })
  document.execCommand('copy')`
  // A page that is going away has nothing to paste into.
  void page.executeJavaScript(script).catch(() => undefined)
}
