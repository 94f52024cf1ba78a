import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ok, type Result } from '#shared/model/result.ts'
import type { SavedView } from '#shared/model/saved-view.ts'
import { ViewCounter, type ViewCount } from './view-counter.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const view = (id: string, query = ''): SavedView => ({
  id,
  name: id,
  query,
  order: 'newest',
  columns: [],
  sort: null,
})

/** Counting takes `tookMs`; the count is how often the view was asked. */
function createRig(tookMs: number) {
  const asked: string[] = []
  const counts = new Map<string, ViewCount>()
  const state = { hidden: false, underWay: 0, most: 0, lastAt: 0 }
  const counter = new ViewCounter({
    count: async ({ id }): Promise<Result<number>> => {
      asked.push(id)
      state.lastAt = Date.now()
      state.underWay += 1
      state.most = Math.max(state.most, state.underWay)
      await new Promise((resolve) => setTimeout(resolve, tookMs))
      state.underWay -= 1
      return ok(asked.filter((other) => other === id).length)
    },
    onCount: (id, count) => counts.set(id, count),
    isHidden: () => state.hidden,
    now: Date.now,
  })
  return { asked, counts, counter, state }
}

// Would catch: two hundred questions at once, which hold up the reader.
test('views are counted one after another, and again when jobs have changed', async () => {
  const { asked, counts, counter, state } = createRig(2)
  counter.setViews(Array.from({ length: 200 }, (_, at) => view(`v${at}`)))
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toHaveLength(200)
  expect(state.most).toBe(1)
  counter.recount()
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toHaveLength(400)
  expect(counts.get('v199')).toEqual({ count: 2, problem: null })
})

// Would catch: a count with every event of a running batch, one that stays behind the last change.
test('while jobs change all the time a view is counted twice a second, a slow one less often, and last of all at the end', async () => {
  for (const [tookMs, least, most] of [
    [1, 18, 21],
    [200, 2, 4],
  ] as const) {
    const { asked, counter, state } = createRig(tookMs)
    counter.setViews([view('a')])
    for (let at = 0; at < 100; at += 1) {
      counter.recount()
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(asked.length).toBeGreaterThanOrEqual(least)
    expect(asked.length).toBeLessThanOrEqual(most)
    counter.recount()
    const changedAt = Date.now()
    const before = asked.length
    await vi.advanceTimersByTimeAsync(10_000)
    expect(state.lastAt).toBeGreaterThanOrEqual(changedAt)
    expect(asked.length).toBe(before + 1)
  }
})

// Would catch: a count of the part that is understood, shown as the count of the view.
test('a view with a query that is not understood is not counted, and says why', async () => {
  const { asked, counts, counter } = createRig(1)
  counter.setViews([view('a', 'tag:x state:lost'), view('b')])
  counter.recount()
  await vi.advanceTimersByTimeAsync(100)
  expect(asked).toEqual(['b'])
  expect(counts.get('a')).toMatchObject({
    count: null,
    problem: expect.stringContaining('“lost” is no state'),
  })
})

test('nothing is counted while nobody sees it, and a view that was removed meanwhile is not told', async () => {
  const { asked, counts, counter, state } = createRig(50)
  state.hidden = true
  counter.setViews([view('a'), view('b')])
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toEqual([])
  state.hidden = false
  counter.recount()
  counter.setViews([])
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toEqual(['a'])
  expect(counts.size).toBe(0)
})
