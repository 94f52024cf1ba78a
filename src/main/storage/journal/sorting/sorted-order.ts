import { compareValues, type SortValue } from './compare-values.ts'

/** The place in an order after which a page begins: the value of a job, and its row. */
export interface SortCursor {
  readonly value: SortValue
  readonly row: number
}

export type SortDirection = 'asc' | 'desc'

/** A way through an order, part by part. */
interface SortWalk {
  /** The next rows that fit, at most `limit`; fewer only at the end. */
  readonly take: (fits: (row: number) => boolean, limit: number) => number[]
  /** The last of the next `count` rows that fit, or of all of them; null for none. */
  readonly skip: (fits: (row: number) => boolean, count: number) => number | null
}

const NOT_PLACED = 0xff_ff_ff_ff

/**
 * The rows of all jobs that have a value of one column, in its order; equal values in the order of their rows. Rows without a
 * value follow, the newest first, in both directions. Eight bytes a job.
 */
export class SortedOrder {
  /** The value of a row as it is now. */
  readonly readValue: (row: number) => SortValue
  #rows: Uint32Array
  /** Of each row its place in `#rows`. */
  #places: Uint32Array

  /** `rows`: those with a value, sorted. */
  constructor(rows: Uint32Array, lastRow: number, readValue: (row: number) => SortValue) {
    this.readValue = readValue
    this.#rows = rows
    this.#places = placesOf(rows, lastRow)
  }

  /** Takes in rows that came, went or changed, each once. */
  update(changed: readonly number[], lastRow: number): void {
    if (changed.length === 0) return
    const isChanged = new Uint8Array(Math.max(lastRow, this.#places.length) + 1)
    for (const row of changed) isChanged[row] = 1
    const stay = this.#rows.filter((row) => isChanged[row] === 0)
    const valued = changed.flatMap((row) => {
      const value = this.readValue(row)
      return value === null ? [] : [{ row, value }]
    })
    valued.sort((a, b) => compareValues(a.value, b.value) || a.row - b.row)
    const rows = new Uint32Array(stay.length + valued.length)
    let from = 0
    for (const [at, one] of valued.entries()) {
      const to = this.#findPlace(stay, one, from)
      rows.set(stay.subarray(from, to), from + at)
      rows[to + at] = one.row
      from = to
    }
    rows.set(stay.subarray(from), from + valued.length)
    this.#rows = rows
    this.#places = placesOf(rows, lastRow)
  }

  /** Goes through the rows after the cursor, in the direction; through all of them without one. */
  walk(direction: SortDirection, after: SortCursor | null, lastRow: number): SortWalk {
    const step = direction === 'asc' ? 1 : -1
    const isInValued = after === null || after.value !== null
    let at = this.#findStart(direction, after)
    let row = isInValued ? lastRow : after.row - 1
    const rows = this.#rows
    /** The next row that fits; 0 at the end. */
    const findNext = (fits: (row: number) => boolean): number => {
      if (isInValued)
        while (at >= 0 && at < rows.length) {
          const one = rows[at] ?? 0
          at += step
          if (fits(one)) return one
        }
      while (row > 0) {
        const one = row--
        if (this.#placeOf(one) === NOT_PLACED && fits(one)) return one
      }
      return 0
    }
    return {
      take: (fits, limit) => {
        const found: number[] = []
        while (found.length < limit) {
          const next = findNext(fits)
          if (next === 0) break
          found.push(next)
        }
        return found
      },
      skip: (fits, count) => {
        let last: number | null = null
        for (let skipped = 0; skipped < count; skipped += 1) {
          const next = findNext(fits)
          if (next === 0) break
          last = next
        }
        return last
      },
    }
  }

  #findStart(direction: SortDirection, after: SortCursor | null): number {
    const falling = direction === 'desc'
    if (after === null) return falling ? this.#rows.length - 1 : 0
    return falling
      ? this.#findPlace(this.#rows, toPlaced(after), 0) - 1
      : this.#findPlace(this.#rows, toPlaced(after), 0, true)
  }

  /** Puts rows into this order. */
  sort(rows: readonly number[], direction: SortDirection, after: SortCursor | null): number[] {
    const [valued, others] = [
      rows.filter((row) => this.#placeOf(row) !== NOT_PLACED),
      rows.filter((row) => this.#placeOf(row) === NOT_PLACED),
    ]
    const falling = direction === 'desc'
    const sorted = valued.toSorted((a, b) => (this.#placeOf(a) - this.#placeOf(b)) * (falling ? -1 : 1))
    const newest = others.toSorted((a, b) => b - a)
    if (after === null) return [...sorted, ...newest]
    if (after.value === null) return newest.filter((row) => row < after.row)
    const start = this.#findStart(direction, after)
    return [
      ...sorted.filter((row) => (falling ? this.#placeOf(row) <= start : this.#placeOf(row) >= start)),
      ...newest,
    ]
  }

  #placeOf(row: number): number {
    return this.#places[row] ?? NOT_PLACED
  }

  /** The first place, from `from` on, of a row that is not before this one; or, with `past`, that is behind it. */
  #findPlace(
    rows: Uint32Array,
    { row, value }: { readonly row: number; readonly value: number | string },
    from: number,
    past = false,
  ): number {
    let [low, high] = [from, rows.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const other = rows[middle] ?? 0
      const found = this.readValue(other)
      // A row that lost its value since then is taken for one before.
      const order = found === null ? -1 : compareValues(found, value) || other - row
      if (order < 0 || (past && order === 0)) low = middle + 1
      else high = middle
    }
    return low
  }
}

const toPlaced = ({ value, row }: SortCursor) => ({ value: value ?? 0, row })

function placesOf(rows: Uint32Array, lastRow: number): Uint32Array {
  const places = new Uint32Array(lastRow + 1).fill(NOT_PLACED)
  for (const [place, row] of rows.entries()) places[row] = place
  return places
}
