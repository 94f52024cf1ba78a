import type { RateHint } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { fullJitter } from '#shared/model/backoff.ts'
import type { ConnectionLimits } from '#shared/model/connection.ts'
import type { RateStatus } from '#shared/model/run.ts'
import type { MonotonicClock } from '#main/lib/monotonic-clock.ts'
import { AdaptiveRate } from './adaptive-rate.ts'
import { ThroughputMeter } from './throughput-meter.ts'
import { RateWindow } from './rate-window.ts'

/** What the person (or the command line) allows a connection, of the requests at once and a second. */
export type RequestLimits = Pick<ConnectionLimits, 'concurrency' | 'perSecond'>
type Cause = NonNullable<RateStatus['because']>

/** An answer that said nothing of the rate. */
export const NO_RATE_HINT: RateHint = { limit: null, remaining: null, resetAt: null, retryAt: null }

/** A first guess of what a service takes at once; it grows with every good answer. */
const INITIAL_CONCURRENCY = 8
/** A refusal that names no time closes for at least this long, ms. */
const MIN_CLOSE_MS = 250
/** Rates whose gap is shorter may catch up on this much of a late timer, ms. */
const CATCH_UP_MS = 20

/** Leave for one request. */
export interface Permit {
  /** The request goes out now. False: the window was shut meanwhile, it must not. */
  readonly tryUse: () => boolean
  /** It was answered, or will not be sent. Harmless when done twice. */
  readonly release: () => void
}

/**
 * One budget for all requests of a connection: never more in flight than allowed, never one inside a closed window.
 * Concurrency grows by one with every full round of good answers and is halved by a refusal; where refusals do not say
 * what rate is right, that is learned, too.
 */
export class RequestLimiter {
  readonly #limits: () => RequestLimits
  readonly #clock: MonotonicClock
  readonly #random: () => number
  readonly #learned = new AdaptiveRate()
  readonly #meter = new ThroughputMeter()
  #allowed = INITIAL_CONCURRENCY
  #inFlight = 0
  /** Permits given whose request has not left yet. */
  #reserved = 0
  #closed: { readonly until: number; readonly because: Cause } | null = null
  #nextAt = 0
  #refusals = 0
  #window: RateWindow | null = null

  /** `limits` is read for each decision. */
  constructor(limits: () => RequestLimits, clock: MonotonicClock, random: () => number) {
    this.#limits = limits
    this.#clock = clock
    this.#random = random
  }

  /** How long the next request has to wait, ms: 0 = now, Infinity = until one in flight is answered. */
  waitMs(): number {
    if (this.#inFlight >= this.#mayBeInFlight()) return Infinity
    const now = this.#clock.now()
    const nextAt = Math.min(this.#nextAt, now + this.#gap())
    const shut = (this.#closed?.until ?? 0) - now
    // Whole milliseconds: a fraction may be lost beside the size of a Unix time, and would never pass.
    return Math.ceil(Math.max(0, shut, nextAt - now, this.#windowWait(now, this.#reserved)))
  }

  /** To be taken when there is nothing to wait for. */
  acquire(): Permit {
    const now = this.#clock.now()
    this.#inFlight += 1
    this.#reserved += 1
    const gap = this.#gap()
    this.#nextAt = Math.max(now - (gap < CATCH_UP_MS ? CATCH_UP_MS : 0), this.#nextAt) + gap
    let held: 'reserved' | 'left' | 'done' = 'reserved'
    return {
      tryUse: () => {
        const now = this.#clock.now()
        if ((this.#closed?.until ?? 0) > now || this.#windowWait(now, 0) > 0) return false
        held = 'left'
        this.#reserved -= 1
        this.#window?.spend()
        this.#meter.add(now)
        return true
      },
      release: () => {
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
    this.#allowed = Math.min(this.#limits().concurrency, this.#allowed + 1 / this.#allowed)
    this.#learned.answered(this.#clock.now())
    if (rate !== undefined) this.#told(this.#here(rate))
  }

  /** 429, 503, or no way to the service: closes for as long as it says, else for a growing while. */
  refused(hint: RateHint, because: Cause): void {
    const rate = this.#here(hint)
    this.#told(rate)
    const now = this.#clock.now()
    const spent = rate.remaining === null || rate.remaining <= 0
    const told = Math.max(rate.retryAt ?? 0, spent ? (rate.resetAt ?? 0) : 0)
    // Those that left together are refused together: that is one refusal.
    if (this.#closed !== null && this.#closed.until > now) {
      this.#closed = { until: Math.max(this.#closed.until, told), because }
      return
    }
    if (because === 'rate' && this.#window === null) this.#learned.refused(now)
    const wait = Math.max(MIN_CLOSE_MS, fullJitter(this.#random, this.#refusals))
    this.#closed = { until: told > now ? told : now + wait, because }
    this.#allowed = Math.max(1, Math.min(this.#allowed, this.#limits().concurrency) / 2)
    this.#refusals += 1
  }

  rateStatus(): Omit<RateStatus, 'connectionId'> {
    const now = this.#clock.now()
    const closed = this.#closed !== null && this.#closed.until > now ? this.#closed : null
    const spent = this.#window?.spentUntil(now) ?? null
    const until = Math.max(closed?.until ?? 0, spent ?? 0)
    return {
      closedUntil: until > now ? this.#clock.toWallMs(until) : null,
      because: until > now ? (closed?.because ?? 'rate') : null,
      inFlight: this.#inFlight,
      allowed: this.#mayBeInFlight(),
      perSecond: Math.round(this.#meter.perSecond(now) * 10) / 10,
    }
  }

  #mayBeInFlight(): number {
    return Math.floor(Math.min(this.#allowed, this.#limits().concurrency))
  }

  /** Between two requests, ms. */
  #gap(): number {
    const allowed = this.#limits().perSecond ?? Infinity
    return 1000 / Math.min(allowed, this.#learned.perSecond ?? Infinity)
  }

  #windowWait(now: number, reserved: number): number {
    if (this.#window?.isOver(now) === true) this.#window = null
    return this.#window?.waitMs(now, reserved, this.#inFlight > this.#reserved) ?? 0
  }

  #told(rate: RateHint): void {
    this.#window = RateWindow.update(this.#window, rate, this.#inFlight - this.#reserved - 1)
    if (this.#window !== null) this.#learned.forget()
  }

  /** A hint's times are the computer's, as the client reads them. */
  #here(hint: RateHint): RateHint {
    const here = (at: number | null): number | null => (at === null ? null : this.#clock.fromWallMs(at))
    return { ...hint, resetAt: here(hint.resetAt), retryAt: here(hint.retryAt) }
  }
}

/** Why a failed request speaks for all of its connection: the rate, or no way to the service; null when it does not. */
export function findRefusalCause(error: AppError, rate: RateHint): Cause | null {
  if (error.status === undefined)
    return error.code.startsWith('network.') && error.code !== 'network.lost' ? 'network' : null
  return error.status === 429 || (error.status === 503 && (rate.retryAt ?? rate.resetAt) !== null)
    ? 'rate'
    : null
}
