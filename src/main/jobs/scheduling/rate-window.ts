import type { RateHint } from '#main/filestack/client.ts'

/** The service's own window, as its headers tell it. Times in ms. */
export class RateWindow {
  readonly limit: number | null
  #left: number
  /** Infinity from the moment it passed until an answer tells the next one. */
  #resetAt: number

  private constructor(limit: number | null, left: number, resetAt: number) {
    this.limit = limit
    this.#left = left
    this.#resetAt = resetAt
  }

  /**
   * The window after an answer told of it; null when it told of none.
   * `others`: requests that have left beside the answered one, which the service may not have counted yet.
   */
  static update(known: RateWindow | null, hint: RateHint, others: number): RateWindow | null {
    const { limit, remaining, resetAt } = hint
    if (remaining === null || resetAt === null) return known
    // A late answer of an earlier window tells nothing of this one.
    if (known !== null && known.#resetAt !== Infinity && resetAt < known.#resetAt) return known
    const same = known !== null && (known.#resetAt === Infinity || resetAt === known.#resetAt)
    const left = same ? Math.min(known.#left, remaining) : remaining - others
    return new RateWindow(limit ?? known?.limit ?? null, left, resetAt)
  }

  /** One request leaves. */
  spend(): void {
    this.#left -= 1
  }

  /** It has passed, and nobody knows the next one's size: it says nothing any more. */
  isOver(now: number): boolean {
    return now >= this.#resetAt && this.limit === null
  }

  /** How long the next request has to wait, ms, when `reserved` others go before it. */
  waitMs(now: number, reserved: number, underWay: boolean): number {
    if (now >= this.#resetAt && this.limit !== null) {
      this.#left = this.limit
      this.#resetAt = Infinity
    }
    if (this.#left > reserved) return 0
    if (this.#resetAt !== Infinity) return Math.max(0, this.#resetAt - now)
    // Until one of those that left tells of the new window; with none of them no answer ever would.
    return underWay ? Infinity : 0
  }

  /** Until when it is spent; null while it is not. */
  spentUntil(now: number): number | null {
    return this.#left <= 0 && this.#resetAt > now && this.#resetAt !== Infinity ? this.#resetAt : null
  }
}
