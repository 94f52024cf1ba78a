// electron.BrowserWindow.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './app.ts'
import type { Browser } from './browser.ts'
import type { CdpSession } from './cdp.ts'
import { createEvent } from './events.ts'
import { createThrowingEmitter } from './throw-if-missing.ts'
import type { NativeImage } from './native-image.ts'
import { report } from './report.ts'
import { runningBrowser, state } from './state.ts'
import type { WebPreferences } from './page-state.ts'
import { WebContents } from './web-contents.ts'
import { DISPLAY, WindowGeometry, type Rectangle, type SizeLimits } from './window-geometry.ts'

export interface WindowOptions extends Partial<Rectangle>, SizeLimits {
  readonly title?: string
  readonly show?: boolean
  readonly webPreferences?: WebPreferences
}

type OpenedPage = { readonly targetId: string; readonly session: CdpSession }

const doNothing = (): void => undefined
let lastId = 0

export class BrowserWindow extends createThrowingEmitter('BrowserWindow') {
  readonly id = ++lastId
  readonly webContents: WebContents
  title: string
  #geometry: WindowGeometry
  #visible: boolean
  #shown = false
  #destroyed = false

  constructor(options: WindowOptions = {}) {
    super()
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.title = options.title ?? app.name
    this.#geometry = new WindowGeometry({ x, y, width, height }, options)
    this.#visible = options.show !== false
    const opening = this.#open(runningBrowser())
    this.webContents = new WebContents(options.webPreferences ?? {}, opening, () => this.close())
    this.webContents.on('host:painted', () => this.#paint())
    state.windows.add(this)
    app.emit('browser-window-created', {}, this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async #open(browser: Browser): Promise<OpenedPage> {
    const { width, height } = this.#geometry.bounds
    const opened = await browser.openPage(width, height)
    await this.#geometry.open(opened)
    return opened
  }

  #paint(): void {
    if (this.#shown) return
    this.#shown = true
    this.emit('ready-to-show', {})
  }

  /** The person closes it: `close` may be prevented. Returns whether it is closed. */
  hostClose(): boolean {
    if (this.#destroyed) return true
    const event = createEvent()
    this.emit('close', event)
    if (event.defaultPrevented) return false
    this.destroy()
    return true
  }

  /** For the host: the page is gone already. */
  hostNotifyPageGone(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    state.windows.delete(this)
    this.webContents.hostDestroyed()
    this.emit('closed')
    app.hostNotifyWindowClosed()
  }

  destroy(): void {
    const { targetId } = this.webContents.page
    if (this.#destroyed) return
    if (targetId) state.browser?.closePage(targetId)
    else
      this.webContents.hostReady
        .then(() => state.browser?.closePage(this.webContents.page.targetId))
        .catch(report)
    this.hostNotifyPageGone()
  }

  close(): void {
    this.hostClose()
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  loadFile(path: string): Promise<void> {
    return this.loadURL(pathToFileURL(resolve(state.appFolder, path)).href)
  }

  capturePage(): Promise<NativeImage> {
    return this.webContents.capturePage()
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const { moved, resized } = this.#geometry.set(bounds)
    if (moved) this.emit('move')
    if (resized) this.emit('resize')
  }

  setMinimumSize(minWidth: number, minHeight: number): void {
    this.#geometry.limit({ minWidth, minHeight })
  }

  center(): void {
    const { width, height } = this.#geometry.normal
    this.setBounds({ x: (DISPLAY.width - width) / 2, y: (DISPLAY.height - height) / 2 })
  }

  #reshape(shape: WindowGeometry['shape'], event: string): void {
    if (this.#geometry.reshape(shape)) this.emit(event)
  }

  show(): void {
    this.#visible = true
    if (state.isHeaded)
      this.webContents.hostReady.then((page) => page.send('Page.bringToFront')).catch(report)
    this.emit('show')
    this.focus()
  }

  hide(): void {
    this.#visible = false
    this.emit('hide')
  }

  focus(): void {
    this.emit('focus')
    app.emit('browser-window-focus', {}, this)
  }

  setTitle(title: string): void {
    this.title = title
  }

  maximize = (): void => this.#reshape('maximized', 'maximize')
  unmaximize = (): void => this.#reshape('normal', 'unmaximize')
  minimize = (): void => this.#reshape('minimized', 'minimize')
  restore = (): void => this.#reshape('normal', 'restore')
  setFullScreen = (on: boolean): void =>
    this.#reshape(on ? 'full-screen' : 'normal', on ? 'enter-full-screen' : 'leave-full-screen')
  isMaximized = (): boolean => this.#geometry.shape === 'maximized'
  isMinimized = (): boolean => this.#geometry.shape === 'minimized'
  isFullScreen = (): boolean => this.#geometry.shape === 'full-screen'
  isNormal = (): boolean => this.#geometry.shape === 'normal'
  getNormalBounds = (): Rectangle => ({ ...this.#geometry.normal })
  getBounds = (): Rectangle => this.#geometry.bounds
  getContentBounds = this.getBounds
  getSize = (): number[] => [this.getBounds().width, this.getBounds().height]
  getContentSize = this.getSize
  getPosition = (): number[] => [this.getBounds().x, this.getBounds().y]
  setSize = (width: number, height: number): void => this.setBounds({ width, height })
  setContentSize = this.setSize
  setPosition = (x: number, y: number): void => this.setBounds({ x, y })
  showInactive = (): void => this.show()
  isVisible = (): boolean => this.#visible
  isFocused = (): boolean => this.#visible && BrowserWindow.getFocusedWindow() === this
  isDestroyed = (): boolean => this.#destroyed
  getTitle = (): string => this.title
  reload = (): void => this.webContents.reload()
  // What only a desktop would show.
  blur = doNothing
  flashFrame = doNothing
  moveTop = doNothing
  removeMenu = doNothing
  setAlwaysOnTop = doNothing
  setAutoHideMenuBar = doNothing
  setBackgroundColor = doNothing
  setIcon = doNothing
  setMenu = doNothing
  setMenuBarVisibility = doNothing
  setProgressBar = doNothing
  setTitleBarOverlay = doNothing

  static getAllWindows = (): BrowserWindow[] =>
    [...state.windows].filter((window) => window instanceof BrowserWindow)
  static fromWebContents = (contents: WebContents): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find(({ webContents }) => webContents === contents) ?? null
  static fromId = (id: number): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null
  static getFocusedWindow = (): BrowserWindow | null =>
    BrowserWindow.getAllWindows().findLast((window) => window.isVisible()) ?? null
}
