import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import { openJobList, PAGE_ROWS, type JobList } from './job-list.ts'
import { findJob, findRow } from './job-pages.ts'
import { FakeMain, job } from './testing/fake-main-process.ts'

let main: FakeMain
let list: JobList

async function open(count: number, filter: JobFilterInput = {}): Promise<void> {
  main = new FakeMain(count)
  main.install()
  list = openJobList(filter)
  await settle()
}
/** Waits until all answers have arrived and all delayed checks are done. */
const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(1000)
}
const state = () => list.store.getState()
const numberAt = (row: number): number | undefined => findJob(state().list, row)?.position
const held = (): number =>
  state().list.pages.reduce((rows, page) => rows + (page.jobs === null ? 0 : page.count), 0)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  list.close()
  vi.useRealTimers()
})

describe('reading a long list', () => {
  it('continues after the last row, and no row is missing or repeated', async () => {
    await open(1000)
    while (state().list.next !== null) {
      list.showRows(state().list.loadedRows - 20, state().list.loadedRows)
      await settle()
    }
    expect(state().list.loadedRows).toBe(1000)
    expect(Array.from({ length: 1000 }, (_, row) => numberAt(row))).toEqual(
      Array.from({ length: 1000 }, (_, row) => 1000 - row),
    )
  })

  it('holds only a few pages, and loads released ones again', async () => {
    await open(6000)
    while (state().list.next !== null) {
      list.showRows(state().list.loadedRows - 20, state().list.loadedRows)
      await settle()
    }
    expect(held()).toBeLessThanOrEqual(12 * PAGE_ROWS)
    expect(numberAt(10)).toBeUndefined()
    list.showRows(0, 30)
    await settle()
    expect(numberAt(10)).toBe(5990)
    expect(held()).toBeLessThanOrEqual(12 * PAGE_ROWS)
  })

  // Would catch: a scroll bar whose end is the end of what was read, rows between that are lost or shown twice, a page for each of them.
  it.each([
    ['as they came', {}],
    ['sorted by a column', { sort: { column: { kind: 'field', field: 'duration' }, direction: 'desc' } }],
  ] as const)('goes to any row at once, and fills what was passed over (%s)', async (_, filter) => {
    await open(20_000, filter)
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

  // Would catch: a row that is shown twice, or a list that asks for ever, because jobs came or went since it was opened.
  it('stays right when thousands of jobs came, and when most are gone', async () => {
    await open(20_000)
    const readAll = async (): Promise<readonly (number | undefined)[]> => {
      const found: (number | undefined)[] = []
      for (let from = 0; from < state().list.loadedRows; from += 100) {
        list.showRows(from, from + 100)
        await settle()
        for (let row = from; row < Math.min(from + 100, state().list.loadedRows); row += 1)
          found.push(numberAt(row))
      }
      return found
    }
    list.showRows(19_970, 20_000)
    await settle()
    main.jobs = [...Array.from({ length: 3000 }, (_, at) => job(23_000 - at)), ...main.jobs]
    for (const from of [2000, 15_000, 700]) {
      list.showRows(from, from + 30)
      await settle()
    }
    // The first page was released, and is read again with what stands above it now.
    const all = await readAll()
    expect(all).toEqual(all.toSorted((one, other) => (other ?? 0) - (one ?? 0)))
    expect(all.filter((n) => n !== undefined && n <= 20_000)).toEqual(
      Array.from({ length: 20_000 }, (_, at) => 20_000 - at),
    )

    list.close()
    await open(20_000)
    list.showRows(19_970, 20_000)
    await settle()
    main.jobs = main.jobs.filter(({ position }) => position % 10 === 0)
    list.showRows(9000, 9030)
    await settle()
    const left = await readAll()
    expect(left.filter((n) => n !== undefined && n % 10 === 0 && n < 19_700)).toEqual(
      Array.from({ length: 1969 }, (_, at) => 19_690 - at * 10),
    )
    expect(new Set(left).size).toBe(left.length)
  })

  // Would catch: a scroll bar that stays too long, and rows that are loaded for ever, where fewer jobs fit than were counted.
  it('counts again where there is nothing at the row that was gone to', async () => {
    await open(5000)
    main.jobs = main.jobs.slice(0, 1000)
    list.showRows(4900, 4930)
    await settle()
    expect(state().total).toBe(1000)
    list.showRows(970, 1000)
    await settle()
    expect(numberAt(999)).toBe(4001)
    expect(state().list).toMatchObject({ loadedRows: 1000, next: null })
  })

  it('counts again when jobs change, but rarely during a search, which reads every job', async () => {
    for (const [filter, counts] of [[{}, 5] as const, [{ query: 'shoe' }, 2] as const]) {
      await open(1000, filter)
      expect(state().total).toBe(1000)
      for (const n of [1001, 1002, 1003, 1004]) {
        main.add(n)
        await settle()
      }
      await vi.advanceTimersByTimeAsync(3000)
      expect(main.counts).toBe(counts)
      expect(state().total).toBe(1004)
      list.close()
    }
  })

  it('in the order of the list begins with the first row, finds rows by binary search and loads released pages again', async () => {
    await open(6000, { runId: 'r1', order: 'list' })
    while (state().list.next !== null) {
      list.showRows(state().list.loadedRows - 20, state().list.loadedRows)
      await settle()
    }
    expect(state().list.loadedRows).toBe(6000)
    expect(findRow(state().list, job(5990).id)).toBe(5989)
    list.showRows(0, 30)
    await settle()
    expect([numberAt(0), numberAt(10), numberAt(30)]).toEqual([1, 11, 31])
    main.change(11, 'finished')
    expect(findJob(state().list, 10)?.state).toBe('finished')
    main.jobs = main.jobs.filter(({ position }) => position !== 5 && position !== 6)
    main.send([], true)
    await settle()
    expect([numberAt(3), numberAt(4), numberAt(197)]).toEqual([4, 7, 200])
  })
})

describe('jobs that change', () => {
  it('change in their row', async () => {
    await open(300)
    main.change(290, 'finished')
    expect(findJob(state().list, 10)?.state).toBe('finished')
  })

  it('keep their row when they do not fit any more, until the view takes the new list; the count changes at once', async () => {
    await open(300, { states: ['queued'] })
    main.change(290, 'finished')
    await settle()
    expect(findRow(state().list, job(290).id)).toBe(10)
    expect([state().left, state().total]).toEqual([1, 299])
    main.change(295, 'finished')
    await settle()
    list.showNewest()
    expect([numberAt(5), numberAt(9)]).toEqual([294, 289])
    expect([state().left, state().total]).toEqual([0, 298])
  })

  it('that a search does not find any more leave the list, too', async () => {
    await open(300, { query: 'state:queued' })
    main.fits = ({ state }) => state === 'queued'
    main.change(290, 'finished')
    await settle()
    expect(state().left).toBe(1)
    list.showNewest()
    expect(numberAt(10)).toBe(289)
  })

  it('during a request for the newest page are shown in their newest state', async () => {
    await open(300)
    main.add(301)
    await settle()
    main.change(295, 'finished')
    list.showNewest()
    expect(findJob(state().list, 6)).toMatchObject({ position: 295, state: 'finished' })
  })

  it('so that none fits leave an empty list', async () => {
    await open(2, { states: ['queued'] })
    main.change(1, 'finished')
    main.change(2, 'finished')
    await settle()
    list.showNewest()
    expect([state().list.loadedRows, state().total]).toEqual([0, 0])
  })

  it('in great number are asked for again on the visible pages', async () => {
    await open(300)
    list.showRows(0, 30)
    main.jobs = main.jobs.map((old) => ({ ...old, state: 'finished' }))
    main.send([], true)
    await settle()
    expect(findJob(state().list, 25)?.state).toBe('finished')
  })
})

describe('new jobs', () => {
  it('do not move the rows: they wait until the view takes them', async () => {
    await open(300)
    main.add(301, 302)
    await settle()
    expect(numberAt(0)).toBe(300)
    expect(state().fresh).toBe(2)
    list.showNewest()
    expect(numberAt(0)).toBe(302)
    expect(state().fresh).toBe(0)
  })

  it('in an empty list are noticed, too', async () => {
    await open(0)
    main.add(1)
    await settle()
    expect(state().fresh).toBe(1)
    list.showNewest()
    expect(numberAt(0)).toBe(1)
  })

  it('that come to fit a filter later are noticed', async () => {
    await open(300, { states: ['finished'] })
    main.change(150, 'finished')
    await settle()
    expect(state().fresh).toBe(1)
  })

  it('of another connection or run cause no request', async () => {
    await open(10, { connectionId: 'c1' })
    const before = main.asked.length
    main.send([job(11, { connectionId: 'c2' })])
    await settle()
    expect(main.asked.length).toBe(before)
  })

  it('ten times a second cause only two requests a second', async () => {
    await open(10)
    const before = main.asked.length
    for (let n = 11; n < 31; n += 1) {
      main.add(n)
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(main.asked.length - before).toBeLessThanOrEqual(2)
  })
})

describe('an error', () => {
  it('on the first page is shown, and trying again shows the list', async () => {
    main = new FakeMain(10)
    main.refusing = true
    main.install()
    list = openJobList({})
    await settle()
    expect(state().status).toBe('failed')
    expect(state().error?.code).toBe('journal.unwritable')
    main.refusing = false
    list.retry()
    await settle()
    expect(state().status).toBe('ready')
    expect(state().error).toBeNull()
    expect(numberAt(0)).toBe(10)
  })

  it('on a later page keeps the rows that were read', async () => {
    await open(1000)
    main.refusing = true
    list.showRows(180, 200)
    await settle()
    expect(state().status).toBe('ready')
    expect(state().error?.code).toBe('journal.unwritable')
    expect(numberAt(0)).toBe(1000)
  })
})

it('a closed list takes no events and makes no requests', async () => {
  await open(1000)
  list.close()
  const before = main.asked.length
  list.showRows(190, 200)
  main.add(1001)
  await settle()
  expect(main.asked.length).toBe(before)
  expect(main.callbacks).toBe(0)
})

describe('a list that a column sorts', () => {
  const sort = { column: { kind: 'field', field: 'duration' }, direction: 'desc' } as const

  it('is read to its end in its order, and released pages are loaded again', async () => {
    await open(6000, { sort })
    while (state().list.next !== null) {
      list.showRows(state().list.loadedRows - 20, state().list.loadedRows)
      await settle()
    }
    expect(state().list.loadedRows).toBe(6000)
    expect(numberAt(5990)).toBe(10)
    expect(numberAt(10)).toBeUndefined()
    list.showRows(0, 30)
    await settle()
    expect(numberAt(10)).toBe(5990)
  })

  // Would catch: a row that jumps away under the pointer, or a list that stays in the order of an hour ago.
  it('keeps its rows while a job takes another place, and shows it when it is asked to', async () => {
    await open(500, { sort })
    main.change(100, 'finished', { durationMs: 9 })
    await settle()
    expect(numberAt(0)).toBe(500)
    expect(state().fresh).toBe(1)
    list.showNewest()
    await settle()
    expect([numberAt(0), numberAt(1)]).toEqual([100, 500])
    expect(state()).toMatchObject({ fresh: 0, left: 0 })
  })

  // Would catch: a change among the rows on screen that is never shown in its place, because no job is new.
  it('notes that rows on screen stand elsewhere now, and their cells change at once', async () => {
    await open(100, { sort })
    main.change(100, 'finished')
    main.change(50, 'finished', { durationMs: 5 })
    await settle()
    expect(findJob(state().list, 50)?.durationMs).toBe(5)
    expect(state().fresh).toBe(0)
    expect(state().left).toBeGreaterThan(0)
    list.showNewest()
    await settle()
    expect(numberAt(0)).toBe(50)
  })

  it('finds the rows of jobs, and none for a job that it does not have', async () => {
    await open(500, { sort })
    expect(findRow(state().list, job(400).id)).toBe(100)
    expect(findRow(state().list, job(9999).id)).toBe(-1)
  })
})
