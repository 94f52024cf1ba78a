import type { RateHint } from '#main/filestack/client.ts'
import { ClosedWindow } from '#main/filestack/closed-window.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { ConnectionLimits } from '#shared/model/connection.ts'
import type { RateStatus } from '#shared/model/run.ts'
import type { MonotonicClock } from '#main/lib/monotonic-clock.ts'
import { AdaptiveRate } from './adaptive-rate.ts'
import { LostAnswers, type LostAnswerVerdict } from './lost-answers.ts'
import { ThroughputMeter } from './throughput-meter.ts'
import { RateWindow } from './rate-window.ts'

/** What the person (or the command line) allows a connection, of the requests at once and a second. */
export type RequestLimits = Pick<ConnectionLimits, 'concurrency' | 'perSecond'>
/** Why nothing may be sent for a while. */
export type RefusalCause = NonNullable<RateStatus['because']>

/** An answer that said nothing of the rate. */
export const NO_RATE_HINT: RateHint = { limit: null, remaining: null, resetAt: null, retryAt: null }

/** A first guess of what a service takes at once; it grows with every good answer. */
const INITIAL_CONCURRENCY = 8
/** Rates whose gap is shorter may catch up on this much of a late timer, ms. */
const CATCH_UP_MS = 20

/** The right to make one request. */
export interface Permit {
  /** The request leaves now. False: a window was closed meanwhile, and it must not leave. */
  readonly tryUse: () => boolean
  /** Gives the place back: the request was answered, or will not be sent. A second call does nothing. */
  readonly release: () => void
}

/**
 * How all requests of a connection may leave: never more in flight than allowed, never one inside a closed window.
 * Concurrency grows by one with every full round of good answers and is halved by a refusal; where refusals do not say
 * what rate is right, that is learned, too.
 */
export class RequestLimiter {
  readonly #limits: () => RequestLimits
  readonly #clock: MonotonicClock
  readonly #adaptiveRate = new AdaptiveRate()
  readonly #meter = new ThroughputMeter()
  #allowed = INITIAL_CONCURRENCY
  #inFlight = 0
  /** Permits given whose request has not left yet. */
  #reserved = 0
  readonly #lostAnswers = new LostAnswers()
  readonly #closedWindow: ClosedWindow
  #closedBecause: RefusalCause = 'rate'
  /** Whether the last closing of the window was judged: for a limit, or for a single request. */
  #isJudged = true
  #nextAt = 0
  #rateWindow: RateWindow | null = null

  /** `limits` is read for each decision. */
  constructor(limits: () => RequestLimits, clock: MonotonicClock, random: () => number) {
    this.#limits = limits
    this.#clock = clock
    this.#closedWindow = new ClosedWindow(random)
  }

  /** How long the next request has to wait, ms: 0 = now, Infinity = until one in flight is answered. */
  waitMs(): number {
    const now = this.#clock.now()
    if (!this.#closedWindow.isClosed(now)) this.#judgeClosing()
    if (this.#inFlight >= this.maxInFlight) return Infinity
    const nextAt = Math.min(this.#nextAt, now + this.#gapMs())
    const closedMs = this.#closedWindow.until - now
    // Whole milliseconds: a fraction may be lost beside the size of a Unix time, and would never pass.
    return Math.ceil(Math.max(0, closedMs, nextAt - now, this.#rateWindowWaitMs(now, this.#reserved)))
  }

  /** So many requests may be under way at once. */
  get maxInFlight(): number {
    return Math.floor(Math.min(this.#allowed, this.#limits().concurrency))
  }

  /** All requests allowed at once are under way, and nothing but their answers holds the next one back. */
  get isSaturated(): boolean {
    return this.#inFlight >= this.maxInFlight && !this.isPaced
  }

  /** A window, a rate or a pause says when the next request may leave. */
  get isPaced(): boolean {
    return this.#closedWindow.isClosed(this.#clock.now()) || this.#rateWindow !== null || this.#gapMs() > 0
  }

  /** A permit for the next request. Call it only when `waitMs` is 0. */
  acquire(): Permit {
    const now = this.#clock.now()
    this.#inFlight += 1
    this.#reserved += 1
    const gapMs = this.#gapMs()
    this.#nextAt = Math.max(now - (gapMs < CATCH_UP_MS ? CATCH_UP_MS : 0), this.#nextAt) + gapMs
    let state: 'reserved' | 'used' | 'released' = 'reserved'
    return {
      tryUse: () => {
        const now = this.#clock.now()
        if (this.#closedWindow.isClosed(now) || this.#rateWindowWaitMs(now, 0) > 0) return false
        state = 'used'
        this.#reserved -= 1
        this.#rateWindow?.spend()
        this.#meter.add(now)
        return true
      },
      release: () => {
        if (state === 'released') return
        if (state === 'reserved') this.#reserved -= 1
        state = 'released'
        this.#inFlight -= 1
      },
    }
  }

  /** An answer that says nothing against the rate. Call it before the permit is released. */
  answered(rate: RateHint | undefined): void {
    this.#closedWindow.answered()
    this.#allowed = Math.min(this.#limits().concurrency, this.#allowed + 1 / this.#allowed)
    const now = this.#clock.now()
    this.#adaptiveRate.answered(now, this.#closedWindow.isClosed(now))
    if (rate !== undefined) this.#updateRateWindow(rate)
  }

  /** 429, 503, or no way to the service: closes for as long as it says, else for a while that grows. True when it was open. */
  refused(hint: RateHint, because: RefusalCause): boolean {
    this.#updateRateWindow(hint)
    const now = this.#clock.now()
    this.#closedBecause = because
    if (because === 'rate' && !this.#closedWindow.isClosed(now)) this.#judgeClosing()
    if (because === 'rate') this.#adaptiveRate.refused(now, this.#closedWindow.isClosed(now))
    if (!this.#closedWindow.refuse(hint, now)) return false
    if (because === 'rate') this.#isJudged = false
    else this.#halve()
    return true
  }

  /** A start was answered, whichever way. */
  startAnswered(): void {
    this.#lostAnswers.answered()
  }

  /** The answer to a start was lost: closes the window when that goes on, and says when the run has to pause. */
  startLost(): LostAnswerVerdict {
    return this.#lostAnswers.lost(() => this.refused(NO_RATE_HINT, 'network'))
  }

  /** How requests go now. */
  rateStatus(): Omit<RateStatus, 'connectionId'> {
    const now = this.#clock.now()
    const isClosed = this.#closedWindow.isClosed(now)
    const until = Math.max(this.#closedWindow.until, this.#rateWindow?.spentUntil(now) ?? 0)
    return {
      closedUntil: until > now ? this.#clock.toWallMs(until) : null,
      because: until > now ? (isClosed ? this.#closedBecause : 'rate') : null,
      inFlight: this.#inFlight,
      allowed: this.maxInFlight,
      perSecond: Math.round(this.#meter.perSecond(now) * 10) / 10,
    }
  }

  /** Once the window is open again: was it closed for a limit, or for a single request? */
  #judgeClosing(): void {
    if (this.#isJudged) return
    this.#isJudged = true
    if (this.#rateWindow === null && this.#adaptiveRate.judge(this.#clock.now())) this.#halve()
  }

  #halve(): void {
    this.#allowed = Math.max(1, Math.min(this.#allowed, this.#limits().concurrency) / 2)
  }

  /** Between two requests, ms. */
  #gapMs(): number {
    const allowed = this.#limits().perSecond ?? Infinity
    return 1000 / Math.min(allowed, this.#adaptiveRate.perSecond ?? Infinity)
  }

  #rateWindowWaitMs(now: number, reserved: number): number {
    if (this.#rateWindow?.isOver(now) === true) this.#rateWindow = null
    return this.#rateWindow?.waitMs(now, reserved, this.#inFlight > this.#reserved) ?? 0
  }

  #updateRateWindow(rate: RateHint): void {
    this.#rateWindow = RateWindow.update(this.#rateWindow, rate, this.#inFlight - this.#reserved - 1)
    if (this.#rateWindow !== null) this.#adaptiveRate.forget()
  }
}

/** Why a failed request speaks for all of its connection: the rate, or no way to the service; null when it does not. */
export function findRefusalCause(error: AppError, rate: RateHint): RefusalCause | null {
  if (error.status === undefined)
    return error.code.startsWith('network.') && error.code !== 'network.lost' ? 'network' : null
  return error.status === 429 || (error.status === 503 && (rate.retryAt ?? rate.resetAt) !== null)
    ? 'rate'
    : null
}
