import type { WebContents } from 'electron'

/** No guest pages. */
export function refuseWebviews(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
