import type { RateHint, RateTold } from './client.ts'

type Headers = Readonly<Record<string, string>>

/** A `Date` header has whole seconds and travels a while: a smaller difference is no skew. */
const NOISE_MS = 2_000

/** How far the server's clock is ahead of ours, ms, by the `Date` of an answer; null without one. */
export function skewOf(headers: Headers, nowMs: number): number | null {
  const date = Date.parse(headers['date'] ?? '')
  if (Number.isNaN(date)) return null
  const skew = date - nowMs
  return Math.abs(skew) < NOISE_MS ? 0 : skew
}

/** Reads the rate headers. The server's times are turned into ours by `skewMs`. */
export function rateHint(headers: Headers, nowMs: number, skewMs: number): RateHint {
  const reset = numberOf(headers['filestack-reset'])
  return {
    limit: numberOf(headers['filestack-limit']),
    remaining: numberOf(headers['filestack-remaining']),
    resetAt: reset === null ? null : momentOf(reset, nowMs, skewMs),
    retryAt: retryAtOf(headers['retry-after'], nowMs, skewMs),
  }
}

/** Did the server say anything about its rate? */
export function saysRate(hint: RateHint): boolean {
  return hint.limit !== null || hint.remaining !== null || hint.resetAt !== null || hint.retryAt !== null
}

/** Documented as Unix seconds; a small number can only mean "in so many seconds", a huge one milliseconds. */
function momentOf(value: number, nowMs: number, skewMs: number): number {
  if (value < 1e8) return nowMs + value * 1000
  return (value > 1e11 ? value : value * 1000) - skewMs
}

function retryAtOf(value: string | undefined, nowMs: number, skewMs: number): number | null {
  if (value === undefined) return null
  const seconds = numberOf(value)
  if (seconds !== null) return nowMs + seconds * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : date - skewMs
}

function numberOf(value: string | undefined): number | null {
  return value !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null
}

/** The hint as a part of an answer that is no refusal of the rate; nothing where the server said nothing. */
export function rateTold(hint: RateHint): RateTold {
  return saysRate(hint) ? { rate: hint } : {}
}
