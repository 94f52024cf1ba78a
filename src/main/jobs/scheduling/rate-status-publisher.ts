import type { RateStatus } from '#shared/model/run.ts'
import type { Clock } from '#main/lib/clock.ts'
import { Throttle } from '#main/lib/throttle.ts'

/** A status is published at most so often, ms. */
const PUBLISH_INTERVAL_MS = 250

/** Says how a connection's requests go, when that has changed: at once, then at most four times a second. */
export class RateStatusPublisher {
  readonly #read: () => RateStatus
  readonly #onRateStatus: (status: RateStatus) => void
  readonly #throttle: Throttle
  /** As JSON, since it is a new object each time. */
  #published = ''

  constructor(read: () => RateStatus, onRateStatus: (status: RateStatus) => void, clock: Clock) {
    this.#read = read
    this.#onRateStatus = onRateStatus
    this.#throttle = new Throttle({ clock, intervalMs: PUBLISH_INTERVAL_MS, run: () => this.#publish() })
  }

  /** Something may have changed. May be called as often as anything happens. */
  request(): void {
    this.#throttle.request()
  }

  /** Publishes nothing more, and leaves no timer that would keep the process alive. */
  close(): void {
    this.#throttle.close()
  }

  #publish(): number | null {
    const status = this.#read()
    const text = JSON.stringify(status)
    if (text !== this.#published) this.#onRateStatus(status)
    this.#published = text
    // The measured rate falls, and a closed window opens, without an event that tells of it.
    const isChanging = status.perSecond > 0 || status.closedUntil !== null
    return isChanging ? PUBLISH_INTERVAL_MS : null
  }
}
