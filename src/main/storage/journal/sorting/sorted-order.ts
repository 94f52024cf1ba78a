import { forEachRow, type JobSet } from '#main/storage/journal/query/job-set.ts'
import { compareValues, type SortValue } from './compare-values.ts'

/** The place in an order after which a page begins: the value of a job, and its row. */
export interface SortCursor {
  readonly value: SortValue
  readonly row: number
  /** The edition of the order that it was read of: as long as that stands, the page goes on from the very place. */
  readonly edition: symbol
}

export type SortDirection = 'asc' | 'desc'

/** A way through an order, part by part. */
export interface SortWalk {
  /** The next rows of the set, at most `limit`; fewer only at the end. */
  readonly take: (set: JobSet, limit: number) => number[]
  /** The last of the next `count` rows of the set, or of all of them; null for none. */
  readonly skip: (set: JobSet, count: number) => number | null
}

const NOT_PLACED = 0xff_ff_ff_ff
/** Before all places: a walk down that has come to its end goes on here, too. */
const NO_PLACE = -2
/** Blocks of 4,096 places. After so many that are walked through for one page, those without a row of the set are passed over. */
const BLOCK_BITS = 12
const WALKED_BLOCKS = 16

/**
 * The rows of all jobs that have a value of one column, in its order; equal values in the order of their rows. Rows without a
 * value follow, the newest first, in both directions. Eight bytes a job.
 */
export class SortedOrder {
  /** The value of a row as it is now. */
  readonly readValue: (row: number) => SortValue
  #rows: Uint32Array
  #edition = Symbol()
  /** Of each row its place in `#rows`. */
  #places: Uint32Array

  /** `rows`: those with a value, sorted. */
  constructor(rows: Uint32Array, lastRow: number, readValue: (row: number) => SortValue) {
    this.readValue = readValue
    this.#rows = rows
    this.#places = placesOf(rows, lastRow)
  }

  /** The cursor behind a row as it stands now. */
  cursorBehind(row: number): SortCursor {
    return { row, value: this.readValue(row), edition: this.#edition }
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
    this.#edition = Symbol()
  }

  /** Goes through the rows after the cursor, in the direction; through all of them without one. */
  walk(direction: SortDirection, after: SortCursor | null, lastRow: number): SortWalk {
    const step = direction === 'asc' ? 1 : -1
    let at = this.#findStart(direction, after)
    let row = after === null || at !== NO_PLACE ? lastRow : after.row - 1
    const [rows, places] = [this.#rows, this.#places]
    /** Calls back with the next rows of the set until it has had `limit`. */
    const visit = (set: JobSet, limit: number, use: (row: number) => void): void => {
      let left = limit
      let blocks: Uint8Array | null = null
      for (let passed = 0; at >= 0 && at < rows.length && left > 0; passed += 1) {
        if (passed === WALKED_BLOCKS) blocks = this.#findBlocks(set)
        const block = at >> BLOCK_BITS
        const end = step === 1 ? Math.min(rows.length, (block + 1) << BLOCK_BITS) : (block << BLOCK_BITS) - 1
        let place = blocks === null || blocks[block] === 1 ? at : end
        while (left > 0 && place !== end) {
          place = findMember(rows, set, place, step, end)
          if (place === end) break
          use(rows[place] ?? 0)
          left -= 1
          place += step
        }
        at = place
      }
      let last = Math.min(row, set.length)
      while (left > 0 && last > 0) {
        last = findUnplaced(places, set, last)
        if (last === 0) break
        use(last)
        left -= 1
        last -= 1
      }
      row = last
    }
    return {
      take: (set, limit) => {
        const found: number[] = []
        visit(set, limit, (one) => found.push(one))
        return found
      },
      skip: (set, count) => {
        let last: number | null = null
        visit(set, count, (one) => {
          last = one
        })
        return last
      },
    }
  }

  /** 1 for each block of the order in which rows of the set stand: one look at each of them, in the order of the journal. */
  #findBlocks(set: JobSet): Uint8Array {
    const blocks = new Uint8Array((this.#rows.length >> BLOCK_BITS) + 1)
    forEachRow(set, (row) => {
      const place = this.#placeOf(row)
      if (place !== NOT_PLACED) blocks[place >> BLOCK_BITS] = 1
    })
    return blocks
  }

  /** Where the page behind the cursor begins; `NO_PLACE` where it begins among the rows without a value. */
  #findStart(direction: SortDirection, after: SortCursor | null): number {
    const step = direction === 'asc' ? 1 : -1
    if (after === null) return step === 1 ? 0 : this.#rows.length - 1
    const { row, value, edition } = after
    if (edition === this.#edition) {
      // Values that changed since are not those by which the rows stand.
      const place = this.#placeOf(row)
      return place === NOT_PLACED ? NO_PLACE : place + step
    }
    if (value === null) return NO_PLACE
    return step === 1
      ? this.#findPlace(this.#rows, { row, value }, 0, true)
      : this.#findPlace(this.#rows, { row, value }, 0) - 1
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

// Loops alone in a function are compiled at their first call: they pass over millions of rows.

/** The next place before `end` at which a row of the set stands; `end` without one. */
function findMember(rows: Uint32Array, set: JobSet, from: number, step: number, end: number): number {
  let place = from
  while (place !== end && set[(rows[place] ?? 0) - 1] !== 1) place += step
  return place
}

/** The next lower row of the set that stands in no place; 0 without one. */
function findUnplaced(places: Uint32Array, set: JobSet, from: number): number {
  let row = from
  while (row > 0 && (set[row - 1] !== 1 || (places[row] ?? NOT_PLACED) !== NOT_PLACED)) row -= 1
  return row
}

function placesOf(rows: Uint32Array, lastRow: number): Uint32Array {
  const places = new Uint32Array(lastRow + 1).fill(NOT_PLACED)
  for (const [place, row] of rows.entries()) places[row] = place
  return places
}
