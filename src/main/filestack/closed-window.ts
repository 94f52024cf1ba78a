import { fullJitter } from '#shared/model/backoff.ts'
import type { RateHint } from './client.ts'

/** A refusal without a time closes the window for at least this long, ms. */
const MIN_CLOSE_MS = 250

/** After so many refusals in a row a shorter time that the service names is not believed any more. */
const MAX_SHORT_PAUSES = 3
const MIN_PAUSE_MS = 1000

/** The time in which nothing may be sent after a refusal: as long as the service says, or else longer with each refusal. */
export class ClosedWindow {
  readonly #random: () => number
  #until = 0
  #refusals = 0

  /** `random`: 0 ≤ x < 1. */
  constructor(random: () => number) {
    this.#random = random
  }

  /** Unix ms; in the past while it is open. */
  get until(): number {
    return this.#until
  }

  isClosed(now: number): boolean {
    return this.#until > now
  }

  /** True when this refusal closes the window. Requests that left together and are refused together count as one refusal. */
  refuse(hint: RateHint, now: number): boolean {
    const namedUntil = readNamedUntil(hint)
    if (this.isClosed(now)) {
      this.#until = Math.max(this.#until, namedUntil)
      return false
    }
    const guessMs = Math.max(MIN_CLOSE_MS, fullJitter(this.#random, this.#refusals))
    const leastMs = this.#refusals < MAX_SHORT_PAUSES ? 0 : MIN_PAUSE_MS
    this.#until = namedUntil > now ? Math.max(namedUntil, now + leastMs) : now + guessMs
    this.#refusals += 1
    return true
  }

  /** A good answer came: the next refusal without a time closes the window for a short while again. */
  answered(): void {
    this.#refusals = 0
  }

  /** The service says that its limit is used up until then (Unix ms). */
  closeUntil(until: number): void {
    this.#until = Math.max(this.#until, until)
  }
}

/** Unix ms; 0 when the refusal names no time. */
function readNamedUntil({ remaining, resetAt, retryAt }: RateHint): number {
  return Math.max(retryAt ?? 0, (remaining ?? 0) <= 0 ? (resetAt ?? 0) : 0)
}
