// Every request for a document is paused here first: will-navigate may refuse it.
import type { CdpSession } from './cdp.ts'
import { createEvent } from './events.ts'
import { report } from './report.ts'
import { toAppUrl } from './urls.ts'
import type { WiredPage } from './page-state.ts'
import { createSubFrame } from './web-frame-main.ts'

const withoutHash = (url: string): string => url.split('#', 1)[0] ?? url

/** An address as the browser writes it, so that two ways to write it compare equal. */
export function normalise(url: string): string {
  try {
    return withoutHash(new URL(url).href)
  } catch {
    return withoutHash(url)
  }
}

export function wireNavigation(contents: WiredPage, session: CdpSession): void {
  session.on('Fetch.requestPaused', ({ requestId, request, frameId, redirectedRequestId }) => {
    const url = toAppUrl(request.url + (request.urlFragment ?? ''))
    const isMainFrame = frameId === contents.page.targetId
    const refused = isMainFrame
      ? isRefused(contents, url, redirectedRequestId !== undefined)
      : isFrameRefused(contents, url)
    const reply = refused
      ? session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      : session.send('Fetch.continueRequest', { requestId })
    reply.catch(report)
  })
}

function isRefused(contents: WiredPage, url: string, isRedirect: boolean): boolean {
  const { page } = contents
  // The app's own loadURL, and a reload, are not asked about.
  const requested = normalise(url)
  if (page.expectedUrl === requested || normalise(page.url) === requested) return false
  const details = { url, isMainFrame: true, isSameDocument: false, frame: contents.mainFrame }
  const frameEvent = createEvent(details)
  contents.emit('will-frame-navigate', frameEvent)
  const event = createEvent(details)
  contents.emit(isRedirect ? 'will-redirect' : 'will-navigate', event, url, false, true)
  return frameEvent.defaultPrevented || event.defaultPrevented
}

function isFrameRefused(contents: WiredPage, url: string): boolean {
  const frame = createSubFrame(url, contents.mainFrame)
  const event = createEvent({ url, isMainFrame: false, isSameDocument: false, frame })
  contents.emit('will-frame-navigate', event)
  return event.defaultPrevented
}
