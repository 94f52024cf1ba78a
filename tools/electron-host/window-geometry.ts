// A window's size is its page's size: the browser's own frame (tabs and address bar, even headless) is added.
import type { CdpSession } from './cdp.ts'
import { report } from './report.ts'
import { runningBrowser } from './state.ts'

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

export interface SizeLimits {
  readonly minWidth?: number
  readonly minHeight?: number
  readonly maxWidth?: number
  readonly maxHeight?: number
}

/** The one display there is. */
export const DISPLAY: Readonly<Rectangle> = { x: 0, y: 0, width: 1920, height: 1080 }

function withinLimits(bounds: Rectangle, limits: SizeLimits): Rectangle {
  const { minWidth = 1, minHeight = 1, maxWidth = Infinity, maxHeight = Infinity } = limits
  return {
    x: Math.round(bounds.x),
    y: Math.round(bounds.y),
    width: Math.round(Math.min(Math.max(bounds.width, minWidth), maxWidth || Infinity)),
    height: Math.round(Math.min(Math.max(bounds.height, minHeight), maxHeight || Infinity)),
  }
}

/** Gives the window the bounds so that the page's innerWidth and innerHeight are exactly these. */
async function fitWindow(session: CdpSession, targetId: string, bounds: Rectangle): Promise<void> {
  const browser = runningBrowser().session
  const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
  // Both are read at one moment, so the difference is right whatever resize is still under way.
  const { result } = await session.send('Runtime.evaluate', {
    expression: '[outerWidth - innerWidth, outerHeight - innerHeight]',
    returnByValue: true,
  })
  const [frameWidth = 0, frameHeight = 0] = result.value as number[]
  await browser.send('Browser.setWindowBounds', {
    windowId,
    bounds: {
      left: bounds.x,
      top: bounds.y,
      width: bounds.width + frameWidth,
      height: bounds.height + frameHeight,
    },
  })
}

type Shape = 'normal' | 'maximized' | 'minimized' | 'full-screen'
type Opened = { readonly targetId: string; readonly session: CdpSession }

/** Where a window is and in which shape; changes reach the browser one after the other. */
export class WindowGeometry {
  shape: Shape = 'normal'
  normal: Rectangle
  #limits: SizeLimits
  #page: Promise<unknown> = Promise.resolve()
  #opened: Opened | undefined

  constructor(wanted: Rectangle, limits: SizeLimits) {
    this.#limits = limits
    this.normal = withinLimits(wanted, limits)
  }

  get bounds(): Rectangle {
    const fills = this.shape === 'maximized' || this.shape === 'full-screen'
    return { ...(fills ? DISPLAY : this.normal) }
  }

  /** The page exists now: gives it the size, and every later one. */
  async open(opened: Opened): Promise<void> {
    this.#opened = opened
    this.#apply()
    await this.#page
  }

  limit(limits: SizeLimits): void {
    this.#limits = { ...this.#limits, ...limits }
  }

  /** Returns what changed. */
  set(wanted: Partial<Rectangle>): { moved: boolean; resized: boolean } {
    const before = this.normal
    const after = withinLimits({ ...before, ...wanted }, this.#limits)
    this.normal = after
    this.#apply()
    return {
      moved: before.x !== after.x || before.y !== after.y,
      resized: before.width !== after.width || before.height !== after.height,
    }
  }

  /** Returns whether the shape changed. */
  reshape(shape: Shape): boolean {
    if (shape === this.shape) return false
    this.shape = shape
    this.#apply()
    return true
  }

  #apply(): void {
    const opened = this.#opened
    if (!opened) return
    this.#page = this.#page.then(() => fitWindow(opened.session, opened.targetId, this.bounds)).catch(report)
  }
}
