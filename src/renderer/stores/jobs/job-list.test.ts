import { describe, expect, it, vi } from 'vitest'
import { PAGE_ROWS } from './job-list.ts'
import { findJob, findRow } from './job-pages.ts'
import { job } from './testing/fake-main-process.ts'
import { openFakeList, settle } from './testing/open-fake-list.ts'

describe('reading a long list', () => {
  it('continues after the last row, and no row is missing or repeated', async () => {
    const { list, state, numberAt } = await openFakeList(1000)
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
    const { list, state, numberAt, held } = await openFakeList(6000)
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

  it('counts again when jobs change, but rarely during a search, which reads every job', async () => {
    for (const [filter, counts] of [[{}, 5] as const, [{ query: 'shoe' }, 2] as const]) {
      const { list, main, state } = await openFakeList(1000, filter)
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
    const { list, main, state, numberAt } = await openFakeList(6000, { runId: 'r1', order: 'list' })
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
    const { main, state } = await openFakeList(300)
    main.change(290, 'finished')
    expect(findJob(state().list, 10)?.state).toBe('finished')
  })

  it('keep their row when they do not fit any more, until the view takes the new list; the count changes at once', async () => {
    const { list, main, state, numberAt } = await openFakeList(300, { states: ['queued'] })
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
    const { list, main, state, numberAt } = await openFakeList(300, { query: 'state:queued' })
    main.fits = ({ state }) => state === 'queued'
    main.change(290, 'finished')
    await settle()
    expect(state().left).toBe(1)
    list.showNewest()
    expect(numberAt(10)).toBe(289)
  })

  it('during a request for the newest page are shown in their newest state', async () => {
    const { list, main, state } = await openFakeList(300)
    main.add(301)
    await settle()
    main.change(295, 'finished')
    list.showNewest()
    expect(findJob(state().list, 6)).toMatchObject({ position: 295, state: 'finished' })
  })

  it('so that none fits leave an empty list', async () => {
    const { list, main, state } = await openFakeList(2, { states: ['queued'] })
    main.change(1, 'finished')
    main.change(2, 'finished')
    await settle()
    list.showNewest()
    expect([state().list.loadedRows, state().total]).toEqual([0, 0])
  })

  it('in great number are asked for again on the visible pages', async () => {
    const { list, main, state } = await openFakeList(300)
    list.showRows(0, 30)
    main.jobs = main.jobs.map((old) => ({ ...old, state: 'finished' }))
    main.send([], true)
    await settle()
    expect(findJob(state().list, 25)?.state).toBe('finished')
  })
})

describe('new jobs', () => {
  it('do not move the rows: they wait until the view takes them', async () => {
    const { list, main, state, numberAt } = await openFakeList(300)
    main.add(301, 302)
    await settle()
    expect(numberAt(0)).toBe(300)
    expect(state().fresh).toBe(2)
    list.showNewest()
    expect(numberAt(0)).toBe(302)
    expect(state().fresh).toBe(0)
  })

  it('in an empty list are noticed, too', async () => {
    const { list, main, state, numberAt } = await openFakeList(0)
    main.add(1)
    await settle()
    expect(state().fresh).toBe(1)
    list.showNewest()
    expect(numberAt(0)).toBe(1)
  })

  it('that come to fit a filter later are noticed', async () => {
    const { main, state } = await openFakeList(300, { states: ['finished'] })
    main.change(150, 'finished')
    await settle()
    expect(state().fresh).toBe(1)
  })

  it('of another connection or run cause no request', async () => {
    const { main } = await openFakeList(10, { connectionId: 'c1' })
    const before = main.asked.length
    main.send([job(11, { connectionId: 'c2' })])
    await settle()
    expect(main.asked.length).toBe(before)
  })

  it('ten times a second cause only two requests a second', async () => {
    const { main } = await openFakeList(10)
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
    const { list, main, state, numberAt } = await openFakeList(10, {}, { refusing: true })
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
    const { list, main, state, numberAt } = await openFakeList(1000)
    main.refusing = true
    list.showRows(180, 200)
    await settle()
    expect(state().status).toBe('ready')
    expect(state().error?.code).toBe('journal.unwritable')
    expect(numberAt(0)).toBe(1000)
  })
})

it('a closed list takes no events and makes no requests', async () => {
  const { list, main } = await openFakeList(1000)
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
    const { list, state, numberAt } = await openFakeList(6000, { sort })
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
    const { list, main, state, numberAt } = await openFakeList(500, { sort })
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
    const { list, main, state, numberAt } = await openFakeList(100, { sort })
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
    const { state } = await openFakeList(500, { sort })
    expect(findRow(state().list, job(400).id)).toBe(100)
    expect(findRow(state().list, job(9999).id)).toBe(-1)
  })
})
