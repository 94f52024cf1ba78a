import { expect, test } from 'vitest'
import { JOB_STATES } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import { countDone, addSample, computeSpeed, type Sample } from './speed.ts'
import { createRun, NO_JOBS } from './testing/create-run.ts'

const runOf = (total: number, finished: number): Run =>
  createRun({ total, counts: { ...NO_JOBS, finished, queued: total - finished } })

/** One sample a second; `rate` is how many jobs ended in each. */
function going(rate: (second: number) => number, seconds: number): readonly Sample[] {
  let samples: readonly Sample[] = [{ at: 0, done: 0 }]
  for (let second = 1; second <= seconds; second += 1)
    samples = addSample(samples, { at: second * 1000, done: (samples.at(-1)?.done ?? 0) + rate(second) })
  return samples
}
const steady = (rate: number, seconds: number) => going(() => rate, seconds)

// Would catch: a bar that never fills, because some end state is not counted as done.
test('every end state counts as done, and no other state does', () => {
  const done = JOB_STATES.filter((state) => countDone({ ...NO_JOBS, [state]: 1 }) === 1)
  expect(done).toEqual(['finished', 'failed', 'rejected', 'unknown', 'stopped', 'expired'])
})

// Would catch: a rate in the wrong unit, or time left by what was done instead of by what remains.
test('a steady run has a rate and one time left', () => {
  expect(computeSpeed(runOf(1000, 400), steady(10, 40), 40_000)).toEqual({
    perSecond: 10,
    leftMs: [60_000, 60_000],
  })
})

// Would catch: one confident number for a run whose rate swings.
test('an unsteady run has a low and a high estimate, with the true value between them', () => {
  const speed = computeSpeed(
    runOf(1600, 600),
    going((second) => (second % 10 < 5 ? 16 : 8), 50),
    50_000,
  )
  expect(speed?.perSecond).toBeCloseTo(12)
  const [low = 0, high = 0] = speed?.leftMs ?? []
  expect(low).toBeLessThan(1000 / 0.012 - 5000)
  expect(high).toBeGreaterThan(1000 / 0.012 + 5000)
})

// Would catch: “4 s left” by the fast minute, for a run that the service has just slowed to a crawl.
test('a run that has just slowed down has a rate and no time left', () => {
  const samples = going((second) => (second <= 30 ? 20 : 2), 42)
  expect(computeSpeed(runOf(824, 624), samples, 42_000)).toEqual({ perSecond: 2.0, leftMs: null })
})

// Would catch: a time left by the first seconds, which only the fastest jobs have ended in.
test('there is no time left before fifteen seconds and ten jobs', () => {
  expect(computeSpeed(runOf(1000, 140), steady(10, 14), 14_000)?.leftMs).toBeNull()
  expect(
    computeSpeed(
      runOf(1000, 5),
      going((second) => (second % 4 === 0 ? 1 : 0), 20),
      20_000,
    )?.leftMs,
  ).toBeNull()
})

// Would catch: “Infinity min left” at the start, at a standstill, or when nothing remains.
test('there is no speed while nothing is known', () => {
  expect(computeSpeed(runOf(10, 0), [], 5_000)).toBeNull()
  expect(computeSpeed(runOf(10, 0), [{ at: 0, done: 0 }], 500)).toBeNull()
  expect(computeSpeed(runOf(10, 5), steady(0, 40), 40_000)).toBeNull()
  expect(computeSpeed(runOf(400, 400), steady(10, 40), 40_000)).toBeNull()
})

// Would catch: samples kept for the whole life of a run of 100,000 jobs.
test('a minute of samples is kept', () => {
  expect(steady(1, 3600).length).toBeLessThan(65)
})
