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

function clampToLimits(bounds: Rectangle, limits: SizeLimits): Rectangle {
  const { minWidth = 1, minHeight = 1, maxWidth = Infinity, maxHeight = Infinity } = limits
  return {
    x: Math.round(bounds.x),
    y: Math.round(bounds.y),
    width: Math.round(Math.min(Math.max(bounds.width, minWidth), maxWidth || Infinity)),
    height: Math.round(Math.min(Math.max(bounds.height, minHeight), maxHeight || Infinity)),
  }
}

/** Sets the window's bounds so that the page's innerWidth and innerHeight are exactly as asked. */
async function fitWindow(session: CdpSession, targetId: string, bounds: Rectangle): Promise<void> {
  const browser = runningBrowser().session
  const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
  // Both sizes are read at the same moment, so the difference is right even while a resize is under way.
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

type WindowShape = 'normal' | 'maximized' | 'minimized' | 'full-screen'
type OpenedPage = { readonly targetId: string; readonly session: CdpSession }

/** Where a window is and in which shape; changes reach the browser one after the other. */
export class WindowGeometry {
  shape: WindowShape = 'normal'
  normal: Rectangle
  #limits: SizeLimits
  #resizing: Promise<unknown> = Promise.resolve()
  #opened: OpenedPage | undefined

  constructor(wanted: Rectangle, limits: SizeLimits) {
    this.#limits = limits
    this.normal = clampToLimits(wanted, limits)
  }

  get bounds(): Rectangle {
    const fills = this.shape === 'maximized' || this.shape === 'full-screen'
    return { ...(fills ? DISPLAY : this.normal) }
  }

  /** Call it when the page exists: gives it its size now, and after every change. */
  async open(opened: OpenedPage): Promise<void> {
    this.#opened = opened
    this.#apply()
    await this.#resizing
  }

  limit(limits: SizeLimits): void {
    this.#limits = { ...this.#limits, ...limits }
  }

  /** Returns what changed. */
  set(wanted: Partial<Rectangle>): { moved: boolean; resized: boolean } {
    const before = this.normal
    const after = clampToLimits({ ...before, ...wanted }, this.#limits)
    this.normal = after
    this.#apply()
    return {
      moved: before.x !== after.x || before.y !== after.y,
      resized: before.width !== after.width || before.height !== after.height,
    }
  }

  /** Returns whether the shape changed. */
  reshape(shape: WindowShape): boolean {
    if (shape === this.shape) return false
    this.shape = shape
    this.#apply()
    return true
  }

  #apply(): void {
    const opened = this.#opened
    if (!opened) return
    this.#resizing = this.#resizing
      .then(() => fitWindow(opened.session, opened.targetId, this.bounds))
      .catch(report)
  }
}
