import type { RateHint } from '#main/filestack/client.ts'
import { fullJitter } from './backoff.ts'

/** What the person (or the command line) allows a connection. */
export interface Limits {
  /** Requests in flight at once, at most. */
  readonly concurrency: number
  /** Requests a second, at most; null for no limit of ours. */
  readonly perSecond: number | null
}

/** The service's own window, as its headers told it. */
interface Window {
  readonly limit: number | null
  left: number
  /** Unix ms; Infinity from the moment it passed until an answer tells the next one. */
  resetAt: number
}

/** A first guess of what a service takes at once; it grows with every good answer. */
const FIRST_CONCURRENCY = 8

/**
 * One budget for all requests of a connection: never more in flight than allowed, never one inside a closed window.
 * Concurrency grows by one with every full round of good answers and is halved by a refusal of the rate.
 */
export class Budget {
  readonly #limits: Limits
  readonly #random: () => number
  #allowed: number
  #inFlight = 0
  #closedUntil = 0
  #nextAt = 0
  #refusals = 0
  #window: Window | null = null

  constructor(limits: Limits, random: () => number) {
    this.#limits = limits
    this.#random = random
    this.#allowed = Math.min(limits.concurrency, FIRST_CONCURRENCY)
  }

  /** Until when nothing may be sent, Unix ms; 0 while it is open. */
  get closedUntil(): number {
    return this.#closedUntil
  }

  /** How long the next request has to wait, ms: 0 = now, Infinity = until one in flight is answered. */
  waitMs(now: number): number {
    if (this.#inFlight >= Math.floor(this.#allowed)) return Infinity
    const waits = [this.#closedUntil - now, this.#nextAt - now, this.#windowWait(now)]
    return Math.max(0, ...waits)
  }

  /** A request leaves. */
  begin(now: number): void {
    this.#inFlight += 1
    if (this.#window !== null) this.#window.left -= 1
    if (this.#limits.perSecond !== null)
      this.#nextAt = Math.max(now, this.#nextAt) + 1000 / this.#limits.perSecond
  }

  /** A request was answered, or will not be. */
  end(): void {
    this.#inFlight -= 1
  }

  /** An answer that says nothing against the rate. */
  answered(rate: RateHint | undefined): void {
    this.#refusals = 0
    this.#allowed = Math.min(this.#limits.concurrency, this.#allowed + 1 / this.#allowed)
    if (rate !== undefined) this.#learn(rate)
  }

  /** 429, 503, or no way to the service: closes for as long as it says, else for a growing while. */
  refused(rate: RateHint, now: number): void {
    this.#learn(rate)
    const told = Math.max(rate.retryAt ?? 0, rate.remaining === null || rate.remaining <= 0 ? (rate.resetAt ?? 0) : 0)
    // Those that left together are refused together: that is one refusal.
    if (now >= this.#closedUntil) {
      this.#allowed = Math.max(1, this.#allowed / 2)
      const wait = Math.max(250, fullJitter(this.#random, this.#refusals))
      this.#refusals += 1
      this.#closedUntil = told > now ? told : now + wait
    } else {
      this.#closedUntil = Math.max(this.#closedUntil, told)
    }
  }

  #windowWait(now: number): number {
    const window = this.#window
    if (window === null) return 0
    if (now >= window.resetAt) {
      if (window.limit === null) {
        this.#window = null
        return 0
      }
      window.left = window.limit
      window.resetAt = Infinity
    }
    if (window.left > 0) return 0
    if (window.resetAt !== Infinity) return window.resetAt - now
    // Nobody in flight could tell when it opens.
    return this.#inFlight > 0 ? Infinity : 0
  }

  #learn(rate: RateHint): void {
    if (rate.remaining === null || rate.resetAt === null) return
    const { limit, remaining, resetAt } = rate
    const known = this.#window
    // A late answer of an earlier window tells nothing of this one.
    if (known !== null && known.resetAt !== Infinity && resetAt < known.resetAt) return
    const same = known !== null && (known.resetAt === Infinity || resetAt === known.resetAt)
    const left = same && known !== null ? Math.min(known.left, remaining) : remaining - (this.#inFlight - 1)
    this.#window = { limit: limit ?? known?.limit ?? null, left, resetAt }
  }
}
