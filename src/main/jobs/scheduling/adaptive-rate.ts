import { ThroughputMeter } from './throughput-meter.ts'

/** A refusal leaves this share of the rate. */
const DECREASE = 0.9
/** A good answer gives so much back, and no more than this share. */
const INCREASE = 0.01
const SHARE = 0.001
/** Ten times as much as long as no refusal has shown where the limit is, and well above it. */
const SEARCH = 10
const WELL_ABOVE = 1.05
/** Refusals within so many ms are one. */
const APART = 3000
/** Faster than this is no limit worth minding, requests a second. */
const FASTEST = 2000

/**
 * The rate a service takes when it refuses without saying how much it would take: first what it took until then, from
 * there on additive increase with its good answers and multiplicative decrease with its refusals.
 */
export class AdaptiveRate {
  readonly #good = new ThroughputMeter()
  #perSecond: number | null = null
  /** The rate that was refused last. */
  #tooFast: number | null = null
  #loweredAt = -Infinity

  /** Requests a second; null as long as nothing was refused. */
  get perSecond(): number | null {
    return this.#perSecond
  }

  /** A good answer at `now`, ms. */
  answered(now: number): void {
    this.#good.add(now)
    if (this.#perSecond === null) return
    const searching = this.#tooFast === null || this.#perSecond > this.#tooFast * WELL_ABOVE
    const increase = Math.min(INCREASE, SHARE * this.#perSecond) * (searching ? SEARCH : 1)
    this.#perSecond += increase
    if (this.#perSecond > FASTEST) this.forget()
  }

  /** A refusal that told nothing of the rate. */
  refused(now: number): void {
    if (now - this.#loweredAt < APART) return
    this.#loweredAt = now
    this.#tooFast = this.#perSecond
    this.#perSecond = Math.max(0.1, (this.#perSecond ?? this.#good.perSecond(now)) * DECREASE)
  }

  /** The service tells its window now. */
  forget(): void {
    this.#perSecond = null
    this.#tooFast = null
  }
}
