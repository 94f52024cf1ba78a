import { MAX_BELIEVED_CLOCK_SKEW_MS } from '#shared/model/bounds.ts'

/** A `Date` header has whole seconds, and some servers renew it only once a second, ms. */
const DATE_STEP_MS = 1000
const DATE_AGE_MS = 1000
/** Two clocks drift apart by no more than this share of the time. */
const MAX_DRIFT_SHARE = 0.0002

/**
 * How far the clock of one server is ahead of ours, as bounds: each answer narrows them, since its `Date` says when it was
 * made, and it was made between the request and its arrival. All in ms.
 */
export class ServerClock {
  #least = -Infinity
  #most = Infinity
  #notedAt = 0

  /** The least that the server is ahead. With it, a converted time of the server is never too early. Null while unknown. */
  get leastSkewMs(): number | null {
    return this.#least === -Infinity ? null : this.#least
  }

  /** An answer with this `Date` (Unix ms) was asked for at `sentAt` and came at `receivedAt`. */
  note(date: number, sentAt: number, receivedAt: number): void {
    const least = date - receivedAt
    const most = date + DATE_STEP_MS + DATE_AGE_MS - sentAt
    if (Math.min(Math.abs(least), Math.abs(most)) > MAX_BELIEVED_CLOCK_SKEW_MS) return
    const drift = (receivedAt - this.#notedAt) * MAX_DRIFT_SHARE
    this.#notedAt = receivedAt
    const [narrowLeast, narrowMost] = [
      Math.max(least, this.#least - drift),
      Math.min(most, this.#most + drift),
    ]
    // Bounds that contradict each other: one of the clocks was set.
    const isSet = narrowLeast > narrowMost
    this.#least = isSet ? least : narrowLeast
    this.#most = isSet ? most : narrowMost
  }
}
