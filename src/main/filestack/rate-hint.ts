import type { RateHint, WithRate } from './client.ts'

type Headers = Readonly<Record<string, string>>

/** A `Date` header has whole seconds and travels a while: a smaller difference is no skew. */
const MIN_CLOCK_SKEW_MS = 2_000

/** How far the server's clock is ahead of ours, ms, by the `Date` of an answer; null without one. */
export function measureClockSkew(headers: Headers, nowMs: number): number | null {
  const date = Date.parse(headers['date'] ?? '')
  if (Number.isNaN(date)) return null
  const skew = date - nowMs
  return Math.abs(skew) < MIN_CLOCK_SKEW_MS ? 0 : skew
}

/** Reads the rate headers. The server's times are turned into ours by `skewMs`. */
export function readRateHint(headers: Headers, nowMs: number, skewMs: number): RateHint {
  const reset = parseNumber(headers['filestack-reset'])
  return {
    limit: parseNumber(headers['filestack-limit']),
    remaining: parseNumber(headers['filestack-remaining']),
    resetAt: reset === null ? null : toUnixMs(reset, nowMs, skewMs),
    retryAt: readRetryAt(headers['retry-after'], nowMs, skewMs),
  }
}

/** Did the server say anything about its rate? */
export function hasRateHint(hint: RateHint): boolean {
  return hint.limit !== null || hint.remaining !== null || hint.resetAt !== null || hint.retryAt !== null
}

/** Documented as Unix seconds; a small number can only mean "in so many seconds", a huge one milliseconds. */
function toUnixMs(value: number, nowMs: number, skewMs: number): number {
  if (value < 1e8) return nowMs + value * 1000
  return (value > 1e11 ? value : value * 1000) - skewMs
}

function readRetryAt(value: string | undefined, nowMs: number, skewMs: number): number | null {
  if (value === undefined) return null
  const seconds = parseNumber(value)
  if (seconds !== null) return nowMs + seconds * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : date - skewMs
}

function parseNumber(value: string | undefined): number | null {
  return value !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null
}

/** The hint as a part of an answer that is no refusal of the rate; nothing where the server said nothing. */
export function toOptionalRate(hint: RateHint): WithRate {
  return hasRateHint(hint) ? { rate: hint } : {}
}
