import type { WebContents } from 'electron'
import { ORIGIN } from '#main/shell/origin/origin.ts'

/** The window stays on its own page; frames go nowhere. */
export function refuseNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
}

/** Only the page itself: what is streamed from the same origin is data, never a document. */
export function isOwnPage(url: string): boolean {
  return url.startsWith(ORIGIN) && /^\/(?:index\.html)?(?:[?#].*)?$/.test(url.slice(ORIGIN.length))
}
