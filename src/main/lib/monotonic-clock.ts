import type { Clock } from './clock.ts'

/** The two clocks may drift apart by so many ms at any moment, and by this share of the time since they were read. */
const MAX_NOISE_MS = 1000
const MAX_DRIFT_SHARE = 0.001

/**
 * The computer's time as long as nobody sets it, and from then on the time it would have been: waits, lengths and the
 * day's count go on evenly (contract 9). Unix ms.
 */
export class MonotonicClock implements Clock {
  readonly #clock: Clock
  #wall: number
  #steady: number
  /** How far the computer's clock was set ahead, ms. */
  #ahead = 0
  /** The same when it was last known to be awake. */
  #aheadWhenAwake = 0

  constructor(clock: Clock) {
    this.#clock = clock
    this.#wall = clock.now()
    this.#steady = clock.steady?.() ?? this.#wall
  }

  readonly now = (): number => {
    const wall = this.#clock.now()
    const steady = this.#clock.steady?.() ?? wall
    const passed = steady - this.#steady
    const jump = wall - this.#wall - passed
    if (Math.abs(jump) > MAX_NOISE_MS + passed * MAX_DRIFT_SHARE) this.#ahead += Math.round(jump)
    this.#wall = wall
    this.#steady = steady
    return wall - this.#ahead
  }

  readonly after = (ms: number, callback: () => void): (() => void) => this.#clock.after(ms, callback)

  /** A time on this clock as the computer's clock would show it. */
  readonly toWallMs = (ms: number): number => {
    this.now()
    return ms + this.#ahead
  }

  /** The computer goes to sleep: its steady clock may stand still from here on. */
  suspend(): void {
    this.now()
    this.#aheadWhenAwake = this.#ahead
  }

  /** The computer wakes up: the time that the steady clock slept through has passed, too. Never goes back. */
  resume(): void {
    this.now()
    this.#ahead = Math.min(this.#ahead, this.#aheadWhenAwake)
    this.#aheadWhenAwake = this.#ahead
  }
}

/** Makes a clock monotonic; one that is monotonic already is returned as it is. */
export const toMonotonicClock = (clock: Clock): MonotonicClock =>
  clock instanceof MonotonicClock ? clock : new MonotonicClock(clock)
