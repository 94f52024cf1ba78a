import { fullJitter } from '#shared/model/backoff.ts'
import type { RateHint } from './client.ts'

/** A refusal that names no time closes for at least this long, ms. */
const MIN_CLOSE_MS = 250

/** Until when nothing may be sent after a refusal: as long as the service says, else for a while that grows. */
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

  /** True when it closes now. Requests that left together are refused together: that is one refusal. */
  refuse(hint: RateHint, now: number): boolean {
    const namedUntil = readNamedUntil(hint)
    if (this.isClosed(now)) {
      this.#until = Math.max(this.#until, namedUntil)
      return false
    }
    const guessMs = Math.max(MIN_CLOSE_MS, fullJitter(this.#random, this.#refusals))
    this.#until = namedUntil > now ? namedUntil : now + guessMs
    this.#refusals += 1
    return true
  }

  /** A good answer: the next refusal that names no time closes for a short while again. */
  answered(): void {
    this.#refusals = 0
  }

  /** The service says that nothing is left until then (Unix ms). */
  closeUntil(until: number): void {
    this.#until = Math.max(this.#until, until)
  }
}

/** Unix ms; 0 when the refusal names no time. */
function readNamedUntil({ remaining, resetAt, retryAt }: RateHint): number {
  return Math.max(retryAt ?? 0, (remaining ?? 0) <= 0 ? (resetAt ?? 0) : 0)
}
