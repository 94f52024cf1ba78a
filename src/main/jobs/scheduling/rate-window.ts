import type { RateHint } from '#main/filestack/client.ts'

/** The service's own window, as its headers tell it. Times in ms. */
export class RateWindow {
  readonly limit: number | null
  #remaining: number
  /** Infinity from the moment the window passed until an answer tells of the next one. */
  #resetAt: number
  /** Which window it is, by the server's clock where it is told. */
  readonly #end: number
  /** When an earlier estimate said that it would pass; Infinity while it has not. */
  #passedAt = Infinity

  private constructor(limit: number | null, remaining: number, resetAt: number, end: number) {
    this.limit = limit
    this.#remaining = remaining
    this.#resetAt = resetAt
    this.#end = end
  }

  /**
   * The window after an answer; null while no answer has told of one.
   * `others`: requests that have left beside the answered one, which the service may not have counted yet.
   */
  static update(current: RateWindow | null, hint: RateHint, others: number): RateWindow | null {
    const { limit, remaining, resetAt } = hint
    if (remaining === null || resetAt === null) return current
    const end = hint.windowEnd ?? resetAt
    if (current !== null && current.#isLate(end, resetAt)) return current
    const isSame = current !== null && (current.#resetAt === Infinity || end === current.#end)
    const left = isSame ? Math.min(current.#remaining, remaining) : remaining - others
    return new RateWindow(limit ?? current?.limit ?? null, left, resetAt, end)
  }

  /**
   * Does an answer tell of an earlier window, or of this one after it has passed? Such an answer says nothing of the present.
   * A window that ends before this one and yet later than this one passed is a new one: the server's clock was set.
   */
  #isLate(end: number, resetAt: number): boolean {
    const hasPassed = this.#resetAt === Infinity
    if (end === this.#end) return hasPassed && resetAt <= this.#passedAt
    return end < this.#end && !(hasPassed && resetAt > this.#passedAt)
  }

  /** One request leaves. */
  spend(): void {
    this.#remaining -= 1
  }

  /** It has passed, and the size of the next one is not known: it says nothing any more. */
  isOver(now: number): boolean {
    return now >= this.#resetAt && this.limit === null
  }

  /** How long the next request has to wait, ms, when `reserved` others go before it. */
  waitMs(now: number, reserved: number, hasUnanswered: boolean): number {
    if (now >= this.#resetAt && this.limit !== null) {
      this.#remaining = this.limit
      this.#passedAt = this.#resetAt
      this.#resetAt = Infinity
    }
    if (this.#remaining > reserved) return 0
    if (this.#resetAt !== Infinity) return Math.max(0, this.#resetAt - now)
    // Until an answer to one of those that left tells of the new window. Where none has left, none would ever tell.
    return hasUnanswered ? Infinity : 0
  }

  /** Until when it is spent; null while it is not. */
  spentUntil(now: number): number | null {
    return this.#remaining <= 0 && this.#resetAt > now && this.#resetAt !== Infinity ? this.#resetAt : null
  }
}
