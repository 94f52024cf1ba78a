import { ThroughputMeter } from './throughput-meter.ts'

/** A refusal leaves this share of the rate. */
const DECREASE_FACTOR = 0.9
/** A good answer adds so many requests a second, and no more than this share of the rate. */
const INCREASE_PER_SECOND = 0.01
const MAX_INCREASE_SHARE = 0.001
/** Ten times as much while the limit is not known: before a rate was refused, and well above the one that was. */
const SEARCH_FACTOR = 10
const WELL_ABOVE_FACTOR = 1.05
/** Refusals within so many ms are one. */
const MIN_REFUSAL_GAP_MS = 3000
/** A rate faster than this does not have to be limited, requests a second. */
const MAX_PER_SECOND = 2000

/**
 * The rate a service takes when it refuses without saying how much it would take: first what it took until then, from
 * there on additive increase with its good answers and multiplicative decrease with its refusals.
 */
export class AdaptiveRate {
  readonly #goodAnswers = new ThroughputMeter()
  #perSecond: number | null = null
  /** The rate that was refused last. */
  #refusedPerSecond: number | null = null
  #loweredAt = -Infinity

  /** Requests a second; null as long as nothing was refused. */
  get perSecond(): number | null {
    return this.#perSecond
  }

  /** A good answer at `now`, ms. */
  answered(now: number): void {
    this.#goodAnswers.add(now)
    if (this.#perSecond === null) return
    const isSearching =
      this.#refusedPerSecond === null || this.#perSecond > this.#refusedPerSecond * WELL_ABOVE_FACTOR
    const increase =
      Math.min(INCREASE_PER_SECOND, MAX_INCREASE_SHARE * this.#perSecond) * (isSearching ? SEARCH_FACTOR : 1)
    this.#perSecond += increase
    if (this.#perSecond > MAX_PER_SECOND) this.forget()
  }

  /** A refusal that said nothing of the rate, at `now`, ms. */
  refused(now: number): void {
    if (now - this.#loweredAt < MIN_REFUSAL_GAP_MS) return
    this.#loweredAt = now
    this.#refusedPerSecond = this.#perSecond
    this.#perSecond = Math.max(0.1, (this.#perSecond ?? this.#goodAnswers.perSecond(now)) * DECREASE_FACTOR)
  }

  /** The service says what its window is: nothing has to be found by trial any more. */
  forget(): void {
    this.#perSecond = null
    this.#refusedPerSecond = null
  }
}
