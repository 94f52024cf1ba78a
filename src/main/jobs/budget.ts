import type { RateHint } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { fullJitter } from '#shared/model/backoff.ts'
import type { Clock } from './ports.ts'

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
/** A refusal that names no time closes for at least this long, ms. */
const SHORTEST_CLOSE = 250

/** Leave for one request. */
export interface Permit {
  /** The request goes out now. False: the window was shut meanwhile, it must not. */
  readonly leave: () => boolean
  /** It was answered, or will not be sent. Harmless when done twice. */
  readonly done: () => void
}

/**
 * One budget for all requests of a connection: never more in flight than allowed, never one inside a closed window.
 * Concurrency grows by one with every full round of good answers and is halved by a refusal of the rate.
 */
export class Budget {
  readonly #limits: Limits
  readonly #clock: Clock
  readonly #random: () => number
  #allowed: number
  #inFlight = 0
  /** Permits given whose request has not left yet. */
  #reserved = 0
  #closedUntil = 0
  #nextAt = 0
  #refusals = 0
  #window: Window | null = null

  constructor(limits: Limits, clock: Clock, random: () => number) {
    this.#limits = limits
    this.#clock = clock
    this.#random = random
    this.#allowed = Math.min(limits.concurrency, FIRST_CONCURRENCY)
  }

  /** Until when nothing may be sent, Unix ms; in the past while it is open. */
  get closedUntil(): number {
    return this.#closedUntil
  }

  /** How long the next request has to wait, ms: 0 = now, Infinity = until one in flight is answered. */
  waitMs(): number {
    if (this.#inFlight >= Math.floor(this.#allowed)) return Infinity
    const now = this.#clock.now()
    // Whole milliseconds: a fraction may be lost beside the size of a Unix time, and would never pass.
    return Math.ceil(
      Math.max(0, this.#closedUntil - now, this.#nextAt - now, this.#windowWait(now, this.#reserved)),
    )
  }

  /** To be taken when there is nothing to wait for. */
  take(): Permit {
    this.#inFlight += 1
    this.#reserved += 1
    const { perSecond } = this.#limits
    if (perSecond !== null) this.#nextAt = Math.max(this.#clock.now(), this.#nextAt) + 1000 / perSecond
    let held: 'reserved' | 'left' | 'done' = 'reserved'
    return {
      leave: () => {
        const now = this.#clock.now()
        if (this.#closedUntil > now || this.#windowWait(now, 0) > 0) return false
        held = 'left'
        this.#reserved -= 1
        if (this.#window !== null) this.#window.left -= 1
        return true
      },
      done: () => {
        if (held === 'done') return
        if (held === 'reserved') this.#reserved -= 1
        held = 'done'
        this.#inFlight -= 1
      },
    }
  }

  /** An answer that says nothing against the rate. To be told before its permit is done. */
  answered(rate: RateHint | undefined): void {
    this.#refusals = 0
    this.#allowed = Math.min(this.#limits.concurrency, this.#allowed + 1 / this.#allowed)
    if (rate !== undefined) this.#learn(rate)
  }

  /** 429, 503, or no way to the service: closes for as long as it says, else for a growing while. */
  refused(rate: RateHint): void {
    this.#learn(rate)
    const now = this.#clock.now()
    const spent = rate.remaining === null || rate.remaining <= 0
    const told = Math.max(rate.retryAt ?? 0, spent ? (rate.resetAt ?? 0) : 0)
    // Those that left together are refused together: that is one refusal.
    if (this.#closedUntil > now) {
      this.#closedUntil = Math.max(this.#closedUntil, told)
      return
    }
    const wait = Math.max(SHORTEST_CLOSE, fullJitter(this.#random, this.#refusals))
    this.#closedUntil = told > now ? told : now + wait
    this.#allowed = Math.max(1, this.#allowed / 2)
    this.#refusals += 1
  }

  #windowWait(now: number, reserved: number): number {
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
    if (window.left > reserved) return 0
    if (window.resetAt !== Infinity) return window.resetAt - now
    // Until one of those that left tells of the new window; with none of them no answer ever would.
    return this.#inFlight > this.#reserved ? Infinity : 0
  }

  #learn({ limit, remaining, resetAt }: RateHint): void {
    if (remaining === null || resetAt === null) return
    const known = this.#window
    // A late answer of an earlier window tells nothing of this one.
    if (known !== null && known.resetAt !== Infinity && resetAt < known.resetAt) return
    const same = known !== null && (known.resetAt === Infinity || resetAt === known.resetAt)
    const others = this.#inFlight - this.#reserved - 1
    this.#window = {
      limit: limit ?? known?.limit ?? null,
      left: same ? Math.min(known.left, remaining) : remaining - others,
      resetAt,
    }
  }
}

/** Whether a failed request speaks for all of its connection: a refusal of the rate, or no way to the service. */
export function isOfBudget(error: AppError, rate: RateHint): boolean {
  if (error.status === undefined) return error.code.startsWith('network.') && error.code !== 'network.lost'
  return error.status === 429 || (error.status === 503 && (rate.retryAt ?? rate.resetAt) !== null)
}
