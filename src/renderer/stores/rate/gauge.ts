import type { RateStatus } from '#shared/model/run.ts'

/** What the gauge of a connection says. Times in Unix ms. */
export type Gauge =
  /** Nothing is sent until then. */
  | { readonly kind: 'limited' | 'offline'; readonly until: number }
  /** The limit is met again and again, each time for a moment. */
  | { readonly kind: 'atLimit' }

/** A pause that is shorter is no time to tell: it would be over before it is read. */
const WORTH_TELLING_MS = 2_000
/** So long after the last pause the limit still counts as met. */
const LASTING_MS = 5_000

/** Holding back as it was last told. */
export type Held = Pick<RateStatus, 'closedUntil' | 'because'>

/** What holds a connection back now; null when nothing does. */
export function gaugeOf({ closedUntil, because }: Held, now: number): Gauge | null {
  if (closedUntil === null || because === null) return null
  if (because === 'network') return closedUntil > now ? { kind: 'offline', until: closedUntil } : null
  if (closedUntil - now >= WORTH_TELLING_MS) return { kind: 'limited', until: closedUntil }
  return closedUntil > now - LASTING_MS ? { kind: 'atLimit' } : null
}
