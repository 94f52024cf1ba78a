import { useEffect, useState } from 'react'
import type { RowRange } from './scroll-scale.ts'

/** Rows that come into the page in one frame: making, laying out and painting a whole window of them would take too long. */
const MAX_NEW_ROWS = 8

/**
 * Brings rows into the page some at a time, a frame for each, until all of `range` are there. Rows that are in the page
 * already stay.
 */
export function useGradualRows({ first, last }: RowRange): RowRange {
  const [rendered, setRendered] = useState<RowRange>({ first: 0, last: 0 })
  const next = growTowards(rendered, { first, last })
  const isRendered = next.first === rendered.first && next.last === rendered.last
  useEffect(() => {
    if (isRendered) return undefined
    const frame = requestAnimationFrame(() => setRendered({ first: next.first, last: next.last }))
    return () => cancelAnimationFrame(frame)
  }, [isRendered, next.first, next.last])
  return next
}

/** The rows of the range that are rendered already, and some more of it: below them, then above them. */
export function growTowards(rendered: RowRange, range: RowRange): RowRange {
  const first = Math.max(rendered.first, range.first)
  const last = Math.min(rendered.last, range.last)
  if (first >= last) return { first: range.first, last: Math.min(range.last, range.first + MAX_NEW_ROWS) }
  const below = Math.min(range.last - last, MAX_NEW_ROWS)
  const above = Math.min(first - range.first, MAX_NEW_ROWS - below)
  return { first: first - above, last: last + below }
}

/** Without the rows at its ends that are being loaded: they are made when there is something to show in them. */
export function trimToLoaded({ first, last }: RowRange, getRow: (index: number) => unknown): RowRange {
  let [from, to] = [first, last]
  while (from < to && getRow(from) === undefined) from += 1
  while (to > from && getRow(to - 1) === undefined) to -= 1
  return from === to ? { first, last: first } : { first: from, last: to }
}
