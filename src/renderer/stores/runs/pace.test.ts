import { expect, test } from 'vitest'
import { JOB_STATES } from '#shared/model/job.ts'
import type { Run, StateCounts } from '#shared/model/run.ts'
import { doneCount, paceOf, sampled, type Sample } from './pace.ts'

const NONE = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as StateCounts

const runOf = (total: number, finished: number): Run => ({
  id: 'r',
  connectionId: 'c',
  workflowId: 'w',
  createdAt: 0,
  endedAt: null,
  state: 'running',
  pausedBy: null,
  total,
  counts: { ...NONE, finished, queued: total - finished },
})

/** One sample a second, `rate` jobs each. */
const steady = (rate: number, seconds: number, from: Sample = { at: 0, done: 0 }): readonly Sample[] => {
  let samples: readonly Sample[] = [from]
  for (let second = 1; second <= seconds; second += 1)
    samples = sampled(samples, { at: from.at + second * 1000, done: from.done + second * rate })
  return samples
}

// Would catch: a bar that never fills, because some end state is not counted as done.
test('every end state is done, and no other', () => {
  const done = JOB_STATES.filter((state) => doneCount({ ...NONE, [state]: 1 }) === 1)
  expect(done).toEqual(['finished', 'failed', 'rejected', 'unknown', 'stopped', 'expired'])
})

// Would catch: a rate in the wrong unit, or time left by what was done instead of by what remains.
test('a steady run tells its rate and one time left', () => {
  expect(paceOf(runOf(1000, 400), steady(10, 40), 40_000)).toEqual({
    perSecond: 10,
    leftMs: [60_000, 60_000],
  })
})

// Would catch: one confident number while the run is slowing down.
test('a run that slows down tells a hopeful and a careful guess', () => {
  const samples = steady(2, 12, { at: 30_000, done: 600 }).reduce(sampled, steady(20, 30))
  const pace = paceOf(runOf(824, 624), samples, 42_000)
  expect(pace?.perSecond).toBeCloseTo(2)
  expect(pace?.leftMs[0]).toBeLessThan(20_000)
  expect(pace?.leftMs[1]).toBeCloseTo(100_000)
})

// Would catch: “Infinity min left” at the start, at a standstill, or when nothing remains.
test('nothing is told while nothing is known', () => {
  expect(paceOf(runOf(10, 0), [], 5_000)).toBeNull()
  expect(paceOf(runOf(10, 0), [{ at: 0, done: 0 }], 500)).toBeNull()
  expect(paceOf(runOf(10, 5), steady(0, 40, { at: 0, done: 5 }), 40_000)).toBeNull()
  expect(paceOf(runOf(400, 400), steady(10, 40), 40_000)).toBeNull()
})

// Would catch: samples kept for the whole life of a run of 100,000 jobs.
test('a minute of samples is kept', () => {
  expect(steady(1, 3600).length).toBeLessThan(65)
})
