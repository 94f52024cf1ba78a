// What a page's life looks like to the app: loading, navigating, crashing.
import type { CdpSession } from './cdp.ts'
import { app } from './app.ts'
import { report } from './report.ts'
import type { WiredPage } from './page-state.ts'
import { toAppUrl } from './urls.ts'

export function wireLoading(contents: WiredPage, session: CdpSession): void {
  const { page } = contents
  const isMain = (frameId: string): boolean => frameId === page.targetId
  session.on('Page.frameStartedLoading', ({ frameId }) => {
    if (!isMain(frameId)) return
    page.isLoading = true
    contents.emit('did-start-loading')
  })
  session.on('Page.frameStoppedLoading', ({ frameId }) => {
    if (!isMain(frameId)) return
    page.isLoading = false
    contents.emit('did-stop-loading')
  })
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined) return
    page.hasFailed = frame.unreachableUrl !== undefined
    page.expectedUrl = undefined
    if (page.hasFailed) return
    page.url = toAppUrl(frame.url + (frame.urlFragment ?? ''))
    contents.emit('did-navigate', {}, page.url, 200, '')
  })
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (!isMain(frameId)) return
    page.url = toAppUrl(url)
    contents.emit('did-navigate-in-page', {}, page.url, true)
  })
  session.on('Page.lifecycleEvent', ({ name, frameId, loaderId }) => {
    // A window opens with an empty page: it is not the app's.
    if (!isMain(frameId) || page.hasFailed || page.url === '' || page.url === 'about:blank') return
    if (name === 'DOMContentLoaded') contents.emit('dom-ready', {})
    if (name === 'firstPaint' || name === 'load') contents.emit('host:painted')
    if (name !== 'load') return
    page.loadedLoaderId = loaderId
    contents.emit('did-finish-load', {})
    contents.emit('host:loaded')
  })
  session.on('Inspector.targetCrashed', () => {
    if (page.hasCrashed) return
    page.hasCrashed = true
    page.worldContextId = undefined
    const details = { reason: 'crashed', exitCode: 1 }
    contents.emit('render-process-gone', {}, details)
    app.emit('render-process-gone', {}, contents, details)
  })
  session.on('Inspector.targetReloadedAfterCrash', () => {
    page.hasCrashed = false
    // Chromium restores every other domain by itself. Without this one, nothing would answer sendSync.
    page.debuggerReady = session
      .send('Debugger.disable')
      .then(() => session.send('Debugger.enable'))
      .catch(report)
  })
  session.on('Runtime.consoleAPICalled', ({ type, args }) => {
    const message = args.map((arg) => String(arg.value ?? arg.description ?? arg.type)).join(' ')
    contents.emit('console-message', {
      level: type === 'warning' || type === 'error' ? type : 'info',
      message,
    })
  })
}
