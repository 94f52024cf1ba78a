import type { RateStatus } from '#shared/model/run.ts'

/** What the gauge of a connection says. Times in Unix ms. */
export type RateGauge =
  /** Nothing is sent before `until`. */
  | { readonly kind: 'limited' | 'offline'; readonly until: number }
  /** The limit is reached again and again, each time for a moment. */
  | { readonly kind: 'atLimit' }

/** A shorter pause is shown without its end, which would be over before it is read. */
const MIN_SHOWN_CLOSING_MS = 2_000
/** After the last pause, the limit counts as reached for this time. */
const AT_LIMIT_MEMORY_MS = 5_000

/** The last time that requests were held back. */
export type RateClosing = Pick<RateStatus, 'closedUntil' | 'because'>

/** What holds a connection back now; null when nothing does. */
export function toRateGauge({ closedUntil, because }: RateClosing, now: number): RateGauge | null {
  if (closedUntil === null || because === null) return null
  if (because === 'network') return closedUntil > now ? { kind: 'offline', until: closedUntil } : null
  if (closedUntil - now >= MIN_SHOWN_CLOSING_MS) return { kind: 'limited', until: closedUntil }
  return closedUntil > now - AT_LIMIT_MEMORY_MS ? { kind: 'atLimit' } : null
}
