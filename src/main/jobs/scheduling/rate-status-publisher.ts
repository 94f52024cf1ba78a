import type { RateStatus } from '#shared/model/run.ts'
import type { Clock } from '#main/lib/clock.ts'

/** Told at most so often, ms. */
const PUBLISH_INTERVAL_MS = 250

/** Tells how a connection's requests go, when that has changed: at once, then at most four times a second. */
export class RateStatusPublisher {
  readonly #read: () => RateStatus
  readonly #tell: (pace: RateStatus) => void
  readonly #clock: Clock
  #told = ''
  #resting = false
  #again = false
  #cancel: (() => void) | null = null
  #closed = false

  constructor(read: () => RateStatus, tell: (pace: RateStatus) => void, clock: Clock) {
    this.#read = read
    this.#tell = tell
    this.#clock = clock
  }

  /** Something may have changed. Cheap. */
  touch(): void {
    this.#again = true
    if (!this.#resting && !this.#closed) this.#look()
  }

  /** Tells nothing more, and leaves no timer that would keep the process alive. */
  close(): void {
    this.#closed = true
    this.#cancel?.()
  }

  #look(): void {
    const pace = this.#read()
    const told = JSON.stringify(pace)
    if (told !== this.#told) this.#tell(pace)
    this.#told = told
    // A rate falls and a window opens by itself.
    const changing = pace.perSecond > 0 || pace.closedUntil !== null
    this.#resting = this.#again || changing
    this.#again = false
    this.#cancel = this.#resting ? this.#clock.after(PUBLISH_INTERVAL_MS, () => this.#look()) : null
  }
}
