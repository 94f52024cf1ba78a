import { MAX_TOLD_WAIT_MS } from '#shared/model/bounds.ts'
import type { RateHint, WithRate } from './client.ts'

type Headers = Readonly<Record<string, string>>

/** A `Date` header has whole seconds and arrives with a delay, so a smaller difference is no skew. */
const MIN_CLOCK_SKEW_MS = 2_000

/** The `Date` of an answer, Unix ms; NaN without one. */
export const readDate = (headers: Headers): number => Date.parse(headers['date'] ?? '')

/** How far the server's clock is ahead of ours, ms, by the `Date` of an answer; null where it is NaN. */
export function measureClockSkew(date: number, nowMs: number): number | null {
  if (Number.isNaN(date)) return null
  const skew = date - nowMs
  return Math.abs(skew) < MIN_CLOCK_SKEW_MS ? 0 : skew
}

/**
 * Reads the rate headers. Times of the server are converted to our clock with `skewMs`, the least that the server is ahead, so that no window
 * opens too early.
 */
export function readRateHint(headers: Headers, nowMs: number, skewMs: number): RateHint {
  const reset = parseNumber(headers['filestack-reset'])
  const windowEnd = reset === null || reset < MIN_UNIX_SECONDS ? null : toServerMs(reset)
  const latest = nowMs + MAX_TOLD_WAIT_MS
  const cap = (at: number | null): number | null => (at === null ? null : Math.min(at, latest))
  return {
    limit: parseNumber(headers['filestack-limit']),
    remaining: parseNumber(headers['filestack-remaining']),
    resetAt: cap(windowEnd === null ? (reset === null ? null : nowMs + reset * 1000) : windowEnd - skewMs),
    retryAt: cap(readRetryAt(headers['retry-after'], nowMs, skewMs)),
    ...(windowEnd === null ? {} : { windowEnd }),
  }
}

/** Does the hint say anything about the rate? */
export function hasRateHint(hint: RateHint): boolean {
  return hint.limit !== null || hint.remaining !== null || hint.resetAt !== null || hint.retryAt !== null
}

/** The header is documented as Unix seconds. A small number can only mean seconds from now, a huge one milliseconds. */
const MIN_UNIX_SECONDS = 1e8
const toServerMs = (value: number): number => (value > 1e11 ? value : value * 1000)

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

/** The hint of an answer that is no refusal for the rate; nothing when the server said nothing about the rate. */
export function toOptionalRate(hint: RateHint): WithRate {
  return hasRateHint(hint) ? { rate: hint } : {}
}
