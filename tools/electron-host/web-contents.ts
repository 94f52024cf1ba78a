// electron.webContents: one page. The wire-*.ts modules translate the browser's events for it.
import { app } from './app.ts'
import { createCodec } from './codec.ts'
import type { CdpSession } from './cdp.ts'
import { createThrowingEmitter } from './throw-if-missing.ts'
import { NativeImage } from './native-image.ts'
import { nativeTheme } from './native-theme.ts'
import { createPageState, type PageState, type WebPreferences } from './page-state.ts'
import { pageScripts, WORLD } from './page-scripts.ts'
import { applyPermissions } from './permissions.ts'
import { report } from './report.ts'
import { session as sessions } from './session.ts'
import { toBrowserUrl } from './urls.ts'
import { createMainFrame, type WebFrameMain } from './web-frame-main.ts'
import { BINDING, wireIpc } from './wire-ipc.ts'
import { wireLoading } from './wire-loading.ts'
import { normalise, wireNavigation } from './wire-navigation.ts'

interface WindowOpenQuestion {
  readonly url: string
}
type WindowOpenHandler = (question: WindowOpenQuestion) => { readonly action: 'allow' | 'deny' }
type OpenedPage = { readonly targetId: string; readonly session: CdpSession }

const codec = createCodec()
const allContents = new Map<number, WebContents>()
let lastId = 0

export class WebContents extends createThrowingEmitter('webContents') {
  readonly id = ++lastId
  readonly session = sessions.defaultSession
  readonly mainFrame: WebFrameMain
  readonly page: PageState
  /** Resolves once the page exists and everything is in place for its first document. */
  readonly hostReady: Promise<CdpSession>
  zoomFactor = 1
  zoomLevel = 0
  #openHandler: WindowOpenHandler = () => ({ action: 'allow' })
  #close: () => void

  constructor(preferences: WebPreferences, opening: Promise<OpenedPage>, close: () => void) {
    super()
    this.page = createPageState(preferences.preload)
    this.mainFrame = createMainFrame(this)
    this.#close = close
    allContents.set(this.id, this)
    this.hostReady = opening.then((opened) => this.#attach(opened, preferences.additionalArguments ?? []))
    this.hostReady.catch(report)
  }

  async #attach({ targetId, session }: OpenedPage, additionalArguments: readonly string[]) {
    this.page.targetId = targetId
    wireIpc(this, session)
    wireLoading(this, session)
    wireNavigation(this, session)
    const { main, isolated } = pageScripts(this.page.preload, additionalArguments)
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('DOM.enable'),
      session.send('Debugger.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: main }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: WORLD }),
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] }),
      nativeTheme.hostApplyTheme(session),
    ])
    return session
  }

  /** For the host: the event of a message from this page. */
  ipcEvent(): object {
    return {
      sender: this,
      senderFrame: this.mainFrame,
      processId: this.mainFrame.processId,
      frameId: this.mainFrame.routingId,
      ports: [],
      reply: (channel: string, ...args: unknown[]) => this.send(channel, ...args),
    }
  }

  /** For the host: asks setWindowOpenHandler. New windows opened by a page are not supported. */
  decideWindowOpen(question: WindowOpenQuestion): 'deny' {
    if (this.#openHandler(question).action === 'allow') {
      console.error(`electron host: window.open is not implemented: ${question.url} was not opened`)
    }
    return 'deny'
  }

  /** For the host: the window is gone. */
  hostDestroyed(): void {
    this.page.isDestroyed = true
    allContents.delete(this.id)
    this.emit('host:loaded')
    this.emit('destroyed')
  }

  send(channel: string, ...args: unknown[]): void {
    const expression = `__hostEmit(${JSON.stringify(channel)}, ${JSON.stringify(codec.pack(args))})`
    this.#command(async (session) => {
      const contextId = this.page.worldContextId
      if (contextId !== undefined) await session.send('Runtime.evaluate', { contextId, expression })
    })
  }

  /** Resolves when the page has loaded; rejects with Chromium's error code. */
  async loadURL(url: string): Promise<void> {
    const session = await this.hostReady
    const target = toBrowserUrl(url)
    await applyPermissions(this, target)
    this.page.expectedUrl = normalise(url)
    const { errorText, loaderId } = await session.send('Page.navigate', { url: target })
    if (errorText !== undefined) {
      const code = errorText.replace('net::', '')
      this.emit('did-fail-load', {}, -2, code, url, true)
      throw Object.assign(new Error(`${code} (-2) loading '${url}'`), { code, url })
    }
    // There is no loader when it was a jump within the document.
    if (loaderId !== undefined) await this.#waitUntilLoaded(loaderId, url)
  }

  async #waitUntilLoaded(loaderId: string, url: string): Promise<void> {
    while (this.page.loadedLoaderId !== loaderId) {
      if (this.page.isDestroyed) throw new Error(`ERR_FAILED (-2) loading '${url}'`)
      await new Promise<void>((resolve) => {
        this.once('host:loaded', resolve)
      })
    }
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const session = await this.hostReady
    await this.page.debuggerReady
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    })
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    }
    return result.value
  }

  async capturePage(): Promise<NativeImage> {
    const session = await this.hostReady
    const { data } = await session.send('Page.captureScreenshot', { format: 'png' })
    return new NativeImage(Buffer.from(data, 'base64'))
  }

  reload(): void {
    this.#command((session) => session.send('Page.reload'))
  }

  reloadIgnoringCache(): void {
    this.#command((session) => session.send('Page.reload', { ignoreCache: true }))
  }

  stop(): void {
    this.#command((session) => session.send('Page.stopLoading'))
  }

  forcefullyCrashRenderer(): void {
    // The page that crashes cannot answer.
    this.hostReady.then((session) => void session.send('Page.crash').catch(() => undefined)).catch(report)
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler
  }

  #command(run: (session: CdpSession) => Promise<unknown>): void {
    this.hostReady.then(run).catch(report)
  }

  getURL = (): string => this.page.url
  getTitle = (): string => app.name
  getType = (): string => 'window'
  isDestroyed = (): boolean => this.page.isDestroyed
  isCrashed = (): boolean => this.page.hasCrashed
  isLoading = (): boolean => this.page.isLoading
  isFocused = (): boolean => !this.page.isDestroyed
  focus = (): void => undefined
  close = (): void => this.#close()
  getZoomFactor = (): number => this.zoomFactor
  getZoomLevel = (): number => this.zoomLevel

  static getAllWebContents = (): WebContents[] => [...allContents.values()]
  static fromId = (id: number): WebContents | undefined => allContents.get(id)
  static getFocusedWebContents = (): WebContents | null => [...allContents.values()].at(-1) ?? null
  static fromDevToolsTargetId = (targetId: string): WebContents | undefined =>
    [...allContents.values()].find(({ page }) => page.targetId === targetId)
}
