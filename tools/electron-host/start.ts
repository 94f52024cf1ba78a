// Starts the browser under the app, and ends the app when the browser is gone.
import { app, switches } from './app.ts'
import { Browser, type StrayPage } from './browser.ts'
import { launchChromium } from './chromium.ts'
import { readSwitch } from './command-line.ts'
import { findChromium } from './find-chromium.ts'
import { answerRequest } from './protocol.ts'
import { startProtocolServer } from './protocol-server.ts'
import { report } from './report.ts'
import { saveFirstScreen } from './screenshot.ts'
import { state } from './state.ts'
import { toAppUrl } from './urls.ts'
import { WebContents } from './web-contents.ts'

/** Begins what takes time. Call `launch` when the app's main module has run. */
export function start(): { launch(): Promise<void> } {
  const port = startProtocolServer(answerRequest)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  return {
    async launch() {
      const binary = findChromium(state.isHeaded)
      if (!binary) {
        console.error('electron host: no Chromium found (set ELECTRON_HOST_CHROMIUM to its path)')
        process.exit(1)
      }
      const chromium = launchChromium({
        binary,
        title: app.name,
        headed: state.isHeaded,
        sandbox: process.getuid?.() !== 0 && readSwitch(state.arguments, 'no-sandbox') === undefined,
        protocolPort: await port,
        switches,
      })
      process.once('exit', () => chromium.kill())
      state.browser = await Browser.connect(chromium, { onClose, onPageGone, onStrayPage })
      if (readSwitch(state.arguments, 'remote-debugging-port') !== undefined) {
        process.stderr.write(`\nDevTools listening on ${state.browser.url}\n`)
      }
      app.hostNotifyReady()
      const picture = process.env['ELECTRON_HOST_SCREENSHOT']
      if (picture) saveFirstScreen(picture).catch(report)
    },
  }
}

function onClose(): void {
  if (state.isQuitting) return
  // Closing the last headed window ends the browser, too: window-all-closed runs first and decides.
  setImmediate(() => {
    if (state.windows.size > 0) console.error('[electron host] Chromium ended unexpectedly')
    app.quit()
    app.exit(1)
  })
}

function onPageGone(targetId: string): void {
  for (const window of state.windows)
    if (window.webContents.page.targetId === targetId) window.hostNotifyPageGone()
}

function onStrayPage({ openerId, url }: StrayPage): void {
  const opener = openerId === undefined ? undefined : WebContents.fromDevToolsTargetId(openerId)
  opener?.decideWindowOpen({ url: toAppUrl(url) })
}
