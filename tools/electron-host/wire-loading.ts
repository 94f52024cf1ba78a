// What a page's life looks like to the app: loading, navigating, crashing.
import type { CdpSession } from './cdp.ts'
import { app } from './app.ts'
import { report } from './report.ts'
import type { WebContents } from './web-contents.ts'
import { fromWeb } from './urls.ts'

export function wireLoading(contents: WebContents, session: CdpSession): void {
  const { page } = contents
  const isMain = (frameId: string): boolean => frameId === page.targetId
  session.on('Page.frameStartedLoading', ({ frameId }) => {
    if (!isMain(frameId)) return
    page.loading = true
    contents.emit('did-start-loading')
  })
  session.on('Page.frameStoppedLoading', ({ frameId }) => {
    if (!isMain(frameId)) return
    page.loading = false
    contents.emit('did-stop-loading')
  })
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined) return
    page.failed = frame.unreachableUrl !== undefined
    page.expected = undefined
    if (page.failed) return
    page.url = fromWeb(frame.url + (frame.urlFragment ?? ''))
    contents.emit('did-navigate', {}, page.url, 200, '')
  })
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (!isMain(frameId)) return
    page.url = fromWeb(url)
    contents.emit('did-navigate-in-page', {}, page.url, true)
  })
  session.on('Page.lifecycleEvent', ({ name, frameId, loaderId }) => {
    // The empty page that a window opens with is none of the app's.
    if (!isMain(frameId) || page.failed || page.url === '' || page.url === 'about:blank') return
    if (name === 'DOMContentLoaded') contents.emit('dom-ready', {})
    if (name === 'firstPaint' || name === 'load') contents.emit('host:painted')
    if (name !== 'load') return
    page.loaded = loaderId
    contents.emit('did-finish-load', {})
    contents.emit('host:loaded')
  })
  session.on('Inspector.targetCrashed', () => {
    if (page.crashed) return
    page.crashed = true
    page.world = undefined
    const details = { reason: 'crashed', exitCode: 1 }
    contents.emit('render-process-gone', {}, details)
    app.emit('render-process-gone', {}, contents, details)
  })
  session.on('Inspector.targetReloadedAfterCrash', () => {
    page.crashed = false
    // All other domains come back by themselves; without this one sendSync would find nobody.
    page.answering = session
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
