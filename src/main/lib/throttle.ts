import type { Clock } from './clock.ts'

/**
 * The function of a throttle. It returns after how many ms it wants to be called again without a request; null: only on a
 * request.
 */
type ThrottledRun = () => number | null | Promise<number | null>

export interface ThrottleOptions {
  readonly clock: Pick<Clock, 'after'>
  /** The shortest time between the end of one call and the next one, ms. */
  readonly intervalMs: number
  readonly run: ThrottledRun
  /** Called when nothing is left to do until the next request. */
  readonly onIdle?: () => void
}

/** Calls a function at once, then at most once in an interval. The last request is always answered by a call. */
export class Throttle {
  readonly #options: ThrottleOptions
  #isWaiting = false
  #isRequested = false
  #isClosed = false
  #cancelTimer: (() => void) | null = null

  constructor(options: ThrottleOptions) {
    this.#options = options
  }

  /** Something has changed. Cheap: it may be called for every change. */
  request(): void {
    this.#isRequested = true
    if (!this.#isWaiting && !this.#isClosed) this.#call()
  }

  /** Stops calling, and leaves no timer that would keep the process alive. */
  close(): void {
    this.#isClosed = true
    this.#cancelTimer?.()
    this.#cancelTimer = null
  }

  #call(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#isRequested = false
    this.#isWaiting = true
    const againMs = this.#options.run()
    if (againMs instanceof Promise) void this.#waitFor(againMs)
    else this.#rest(againMs)
  }

  async #waitFor(call: Promise<number | null>): Promise<void> {
    let againMs: number | null = null
    try {
      againMs = await call
    } finally {
      this.#rest(againMs)
    }
  }

  #rest(againMs: number | null): void {
    if (this.#isClosed) return
    const { clock, intervalMs, onIdle } = this.#options
    this.#cancelTimer = clock.after(intervalMs, () => {
      this.#isWaiting = false
      this.#cancelTimer = null
      if (this.#isRequested || (againMs !== null && againMs <= intervalMs)) this.#call()
      else if (againMs === null) onIdle?.()
      else this.#cancelTimer = clock.after(againMs - intervalMs, () => this.#call())
    })
  }
}
