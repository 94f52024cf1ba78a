// The running browser as the host uses it: its DevTools connection and its page targets.
import type { CdpSession } from './cdp.ts'
import { CdpConnection } from './cdp.ts'
import type { Chromium } from './chromium.ts'
import { report } from './report.ts'

export interface BrowserListener {
  /** The browser ended, whether it was asked to or not. */
  onClose(): void
  /** A page of ours is gone: closed by the person or by Playwright. */
  onPageGone(targetId: string): void
  /** A page appeared that no BrowserWindow asked for. */
  onStrayPage(page: StrayPage): void
}

export interface StrayPage {
  readonly targetId: string
  readonly openerId?: string
  readonly url: string
}

export class Browser {
  readonly url: string
  #chromium: Chromium
  #cdp: CdpConnection
  #ownPages = new Set<string>()
  #opening = new Set<Promise<string>>()
  /** The page that a headed Chromium opens by itself: the first window uses it. */
  #initialPage: string | undefined

  constructor(chromium: Chromium, url: string, cdp: CdpConnection) {
    this.#chromium = chromium
    this.url = url
    this.#cdp = cdp
  }

  static async connect(chromium: Chromium, listener: BrowserListener): Promise<Browser> {
    const url = await chromium.devtools
    const cdp = await CdpConnection.connect(url, () => listener.onClose())
    const browser = new Browser(chromium, url, cdp)
    const { targetInfos } = await cdp.browser.send('Target.getTargets')
    browser.#initialPage = targetInfos.find((target) => target.type === 'page')?.targetId
    if (browser.#initialPage) browser.#ownPages.add(browser.#initialPage)
    browser.#watch(listener)
    await cdp.browser.send('Target.setDiscoverTargets', { discover: true })
    return browser
  }

  get session(): CdpSession {
    return this.#cdp.browser
  }

  /** Opens an empty page of its own window and attaches to it. */
  async openPage(width: number, height: number): Promise<{ targetId: string; session: CdpSession }> {
    const opening = this.#createTarget(width, height)
    this.#opening.add(opening)
    try {
      const targetId = await opening
      this.#ownPages.add(targetId)
      return { targetId, session: await this.#cdp.attach(targetId) }
    } finally {
      this.#opening.delete(opening)
    }
  }

  closePage(targetId: string): void {
    this.#ownPages.delete(targetId)
    this.session.send('Target.closeTarget', { targetId }).catch(report)
  }

  kill(): void {
    this.#chromium.kill()
  }

  async #createTarget(width: number, height: number): Promise<string> {
    const first = this.#initialPage
    this.#initialPage = undefined
    if (first) return first
    const { targetId } = await this.session.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    })
    return targetId
  }

  #watch(listener: BrowserListener): void {
    this.session.on('Target.targetDestroyed', ({ targetId }) => {
      if (this.#ownPages.delete(targetId)) listener.onPageGone(targetId)
    })
    this.session.on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.type !== 'page' || this.#ownPages.has(targetInfo.targetId)) return
      this.#closeStray(targetInfo, listener).catch(report)
    })
  }

  async #closeStray(page: StrayPage, listener: BrowserListener): Promise<void> {
    // The event of a page we ask for may come before the reply that names it.
    await Promise.allSettled(this.#opening)
    if (this.#ownPages.has(page.targetId)) return
    await this.session.send('Target.closeTarget', { targetId: page.targetId })
    listener.onStrayPage(page)
  }
}
