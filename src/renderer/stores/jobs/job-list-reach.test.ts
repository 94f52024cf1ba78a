import { describe, expect, it } from 'vitest'
import { PAGE_ROWS } from './job-list.ts'
import { job } from './testing/fake-main-process.ts'
import { openFakeList, settle, type FakeList } from './testing/open-fake-list.ts'

/** Scrolls through the whole list, and tells the number of the job in each row. */
async function readAll({ list, state, numberAt }: FakeList): Promise<readonly (number | undefined)[]> {
  const found: (number | undefined)[] = []
  for (let from = 0; from < state().list.loadedRows; from += 100) {
    list.showRows(from, from + 100)
    await settle()
    for (let row = from; row < Math.min(from + 100, state().list.loadedRows); row += 1)
      found.push(numberAt(row))
  }
  return found
}

describe('reaching any row of a long list', () => {
  // Would catch: a scroll bar whose end is the end of what was read, rows between that are lost or shown twice, a page for each of them.
  it.each([
    ['as they came', {}],
    ['sorted by a column', { sort: { column: { kind: 'field', field: 'duration' }, direction: 'desc' } }],
  ] as const)('goes to any row at once, and fills what was passed over (%s)', async (_, filter) => {
    const { list, main, state, numberAt, held } = await openFakeList(20_000, filter)
    const seen = async (from: number): Promise<readonly (number | undefined)[]> => {
      list.showRows(from, from + 30)
      await settle()
      return Array.from({ length: 30 }, (_, at) => numberAt(from + at))
    }
    const expected = (from: number): readonly number[] =>
      Array.from({ length: 30 }, (_, at) => 20_000 - from - at)
    const asked = main.asked.length
    expect(await seen(19_970)).toEqual(expected(19_970))
    expect(state().list).toMatchObject({ loadedRows: 20_000, next: null })
    for (const from of [10_000, 9985, 9800, 9600, 12_345, 10_150, 300, 0, 150, 19_800])
      expect(await seen(from)).toEqual(expected(from))
    expect(main.asked.length - asked).toBeLessThan(25)
    expect(main.seeks).toBeLessThan(12)
    expect(held()).toBeLessThanOrEqual(12 * PAGE_ROWS)
    for (let from = 0; from < 20_000; from += 150) await seen(from)
    expect(state().list.loadedRows).toBe(20_000)
  })

  // Would catch: a row that is shown twice, or a list that asks for ever, because jobs came since it was opened.
  it('stays right when thousands of jobs came', async () => {
    const opened = await openFakeList(20_000)
    const { list, main } = opened
    list.showRows(19_970, 20_000)
    await settle()
    main.jobs = [...Array.from({ length: 3000 }, (_, at) => job(23_000 - at)), ...main.jobs]
    for (const from of [2000, 15_000, 700]) {
      list.showRows(from, from + 30)
      await settle()
    }
    // The first page was released, and is read again with what stands above it now.
    const all = await readAll(opened)
    expect(all).toEqual(all.toSorted((one, other) => (other ?? 0) - (one ?? 0)))
    expect(all.filter((n) => n !== undefined && n <= 20_000)).toEqual(
      Array.from({ length: 20_000 }, (_, at) => 20_000 - at),
    )
  })

  // Would catch: the same, because jobs went.
  it('stays right when most jobs are gone', async () => {
    const opened = await openFakeList(20_000)
    const { list, main } = opened
    list.showRows(19_970, 20_000)
    await settle()
    main.jobs = main.jobs.filter(({ position }) => position % 10 === 0)
    list.showRows(9000, 9030)
    await settle()
    const left = await readAll(opened)
    expect(left.filter((n) => n !== undefined && n % 10 === 0 && n < 19_700)).toEqual(
      Array.from({ length: 1969 }, (_, at) => 19_690 - at * 10),
    )
    expect(new Set(left).size).toBe(left.length)
  })

  // Would catch: a scroll bar that stays too long, and rows that are loaded for ever, where fewer jobs fit than were counted.
  it('counts again where there is nothing at the row that was gone to', async () => {
    const { list, main, state, numberAt } = await openFakeList(5000)
    main.jobs = main.jobs.slice(0, 1000)
    list.showRows(4900, 4930)
    await settle()
    expect(state().total).toBe(1000)
    list.showRows(970, 1000)
    await settle()
    expect(numberAt(999)).toBe(4001)
    expect(state().list).toMatchObject({ loadedRows: 1000, next: null })
  })
})
