/** A value that jobs are sorted by, as SQLite gives it; null stands last, whatever the direction. */
export type SortValue = number | string | null

/** Compares as SQLite does: numbers before texts, texts by their bytes. */
export function compareValues(a: number | string, b: number | string): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1
  if (typeof b === 'number') return 1
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}
