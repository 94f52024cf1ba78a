import { expect, test } from 'vitest'
import { emptySet, type JobSet } from '#main/storage/journal/query/job-set.ts'
import { SortedOrder, type SortCursor, type SortDirection } from './sorted-order.ts'

const ROWS = 150_000

/** Values of which many are equal; every seventh row has none. */
const valueOf = (row: number): number | null => (row % 7 === 0 ? null : (row * 7919) % 1009)

const ALL = Array.from({ length: ROWS }, (_, at) => at + 1)
const VALUED = ALL.filter((row) => valueOf(row) !== null).toSorted(
  (a, b) => (valueOf(a) ?? 0) - (valueOf(b) ?? 0) || a - b,
)
const LISTS: Record<SortDirection, readonly number[]> = {
  asc: [...VALUED, ...ALL.filter((row) => valueOf(row) === null).toReversed()],
  desc: [...VALUED.toReversed(), ...ALL.filter((row) => valueOf(row) === null).toReversed()],
}

function toSet(fits: (row: number) => boolean): JobSet {
  const set = emptySet(ROWS)
  for (const row of ALL) if (fits(row)) set[row - 1] = 1
  return set
}

const SETS: Readonly<Record<string, (row: number) => boolean>> = {
  all: () => true,
  none: () => false,
  'the first values alone': (row) => (valueOf(row) ?? 9999) < 3,
  'the last values alone': (row) => (valueOf(row) ?? 0) > 1005,
  'those without a value': (row) => valueOf(row) === null,
  'one in the middle': (row) => row === 77_777,
  'a block here and there': (row) => (valueOf(row) ?? 0) % 250 === 249,
}

// Would catch: rows that are lost where a walk over very many jobs begins to pass over those that have none of the search.
test.each(Object.entries(SETS))('a walk over many rows finds %s', (_, fits) => {
  const order = new SortedOrder(Uint32Array.from(VALUED), ROWS, valueOf)
  const earlier = new SortedOrder(Uint32Array.from(VALUED), ROWS, valueOf)
  const set = toSet(fits)
  for (const direction of ['asc', 'desc'] as const) {
    const expected = LISTS[direction].filter(fits)
    expect(order.walk(direction, null, ROWS).take(set, ROWS)).toEqual(expected)
    let after: SortCursor | null = null
    const begun = expected.slice(0, 600)
    for (let at = 0; at < begun.length; at += 200) {
      expect(order.walk(direction, after, ROWS).take(set, 200)).toEqual(expected.slice(at, at + 200))
      const row: number = expected[Math.min(at + 199, expected.length - 1)] ?? 0
      // Every other cursor is of an edition that has passed, and finds its place by its value.
      after = (at % 400 === 0 ? order : earlier).cursorBehind(row)
    }
    for (const rows of [1, 70_000, ROWS]) {
      const last = expected[Math.min(rows, expected.length) - 1] ?? null
      expect(order.walk(direction, null, ROWS).skip(set, rows)).toBe(last)
    }
  }
})

// Would catch: a set of rows that is shorter than the list, as that of a search is which finds nothing behind its last row.
test('rows behind the end of a set do not fit', () => {
  const order = new SortedOrder(Uint32Array.from(VALUED), ROWS, valueOf)
  const set = emptySet(8).fill(1)
  expect(order.walk('asc', null, ROWS).take(set, 100)).toEqual(LISTS.asc.filter((row) => row <= 8))
})
