/** How many requests may be sent at the same moment. */
export const MAX_AT_ONCE = 8
/** After those, one more is sent after each interval, and all within a minute. */
const STAGGER_INTERVAL_MS = 50
const STAGGER_SPAN_MS = 60_000

export interface StaggeredEntry<T> {
  readonly entry: T
  /** Milliseconds. */
  readonly waitMs: number
}

/** Spreads requests that are due at once (after a start, a sleep, a time offline): the nearest deadline first. */
export function stagger<T extends { readonly deadline: number }>(
  entries: readonly T[],
): readonly StaggeredEntry<T>[] {
  const stepMs = Math.min(STAGGER_INTERVAL_MS, STAGGER_SPAN_MS / entries.length)
  return entries
    .toSorted((a, b) => a.deadline - b.deadline)
    .map((entry, index) => ({ entry, waitMs: Math.max(0, index - MAX_AT_ONCE + 1) * stepMs }))
}
