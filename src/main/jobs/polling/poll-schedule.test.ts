import { expect, test } from 'vitest'
import { PollSchedule } from './poll-schedule.ts'
import { stagger } from './stagger.ts'
import { seeded } from '#main/jobs/testing/engine-harness.ts'

/** Asks as the poller would; how often, and how late the end was found, ms. */
function find(times: PollSchedule, length: number): { readonly polls: number; readonly late: number } {
  let elapsed = 0
  for (let polls = 0; ; polls++) {
    elapsed += times.waitMs(elapsed, polls)
    if (elapsed >= length) return { polls: polls + 1, late: elapsed - length }
  }
}

// Would catch: one interval for all, which is too late for short jobs or asks hundreds of times for long ones.
// Lengths that lie evenly within ± 20 % of 447 s: no way to ask finds 95 of 100 in time with clearly fewer than 4.5.
test.each([
  [920, 1.1],
  [2040, 1.1],
  [447_000, 4.7],
])('jobs of about %i ms are found in time with %f requests each', (typical, requests) => {
  const random = seeded(11)
  const length = (): number => typical * (0.8 + 0.4 * random())
  const times = new PollSchedule(random, [])
  for (let taught = 0; taught < 20; taught++) times.learn(length())
  const found = Array.from({ length: 1000 }, () => {
    const ms = length()
    const { polls, late } = find(times, ms)
    times.learn(ms)
    return { polls, tolerated: late <= Math.max(1000, ms * 0.05) }
  })
  expect(found.reduce((sum, { polls }) => sum + polls, 0) / 1000).toBeLessThanOrEqual(requests)
  expect(found.filter(({ tolerated }) => tolerated).length).toBeGreaterThanOrEqual(950)
})

// Would catch: a workflow never seen that is asked for every second for an hour, or for the first time after a minute.
test('nothing known: from one second growing to thirty', () => {
  const times = new PollSchedule(seeded(5), [])
  const waits = Array.from({ length: 20 }, (_, polls) => times.waitMs(0, polls))
  expect(waits[0]).toBeGreaterThan(700)
  expect(waits[0]).toBeLessThanOrEqual(1000)
  for (const wait of waits) expect(wait).toBeLessThanOrEqual(30_000)
  expect(waits[19]).toBeGreaterThan(20_000)
})

// Would catch: a workflow of two kinds of jobs asked for every second all the way from the short ones to the long ones.
test('a gap in which no job ended is passed over, but never for longer than half of what has passed', () => {
  const random = seeded(5)
  const lengths = Array.from(
    { length: 100 },
    (_, at) => (at % 2 === 0 ? 1000 : 60_000) * (0.9 + 0.2 * random()),
  )
  const times = new PollSchedule(random, lengths)
  expect(find(times, 60_000).polls).toBeLessThanOrEqual(6)
  expect(find(times, 58_000).late).toBeLessThanOrEqual(6000)
  expect(find(times, 3500).late).toBeLessThanOrEqual(30_000)
})

// Would catch: of many jobs that began together the long ones found late, because only the short ones just ended.
test('jobs that began together are found in time, the short ones teach nothing wrong', () => {
  const random = seeded(11)
  const length = (): number => 447_000 * (0.8 + 0.4 * random())
  const times = new PollSchedule(
    random,
    Array.from({ length: 20 }, () => length()),
  )
  const running = Array.from({ length: 1000 }, () => ({ length: length(), at: times.waitMs(0, 0), polls: 0 }))
  const late: boolean[] = []
  let polls = 0
  while (running.length > 0) {
    running.sort((a, b) => a.at - b.at)
    const [job] = running
    if (job === undefined) break
    polls += 1
    if (job.at >= job.length) {
      late.push(job.at - job.length > Math.max(1000, job.length * 0.05))
      times.learn(job.length)
      running.shift()
    } else {
      job.polls += 1
      job.at += times.waitMs(job.at, job.polls)
    }
  }
  expect(late.filter(Boolean).length).toBeLessThanOrEqual(50)
  expect(polls / 1000).toBeLessThanOrEqual(5.6)
})

// Would catch: a job that was asked for just before its end, and is found a whole second after it.
test('a short job that has not ended where the others had is asked for again soon', () => {
  const times = new PollSchedule(
    seeded(5),
    Array.from({ length: 20 }, () => 1000),
  )
  expect(find(times, 1100).late).toBeLessThanOrEqual(100)
  expect(find(times, 1100).polls).toBeLessThanOrEqual(2)
  // Asked for before anything was known, and again once it was.
  expect(900 + times.waitMs(900, 1)).toBeLessThanOrEqual(1050)
})

// Would catch: requests spent on jobs that run, while others wait for a request.
test('where requests are scarce a job is asked for when all earlier ones had ended', () => {
  const random = seeded(5)
  const times = new PollSchedule(
    random,
    Array.from({ length: 100 }, () => 447_000 * (0.8 + 0.4 * random())),
  )
  const first = times.waitMs(0, 0, true)
  expect(first).toBeGreaterThan(525_000)
  expect(first).toBeLessThan(540_000)
})

// Would catch: every second job said to be slow, or one that hangs for an hour said to be usual.
test('slow is eight times the usual length, once that is known', () => {
  const times = new PollSchedule(seeded(5), [1000, 1100, 900, 1000])
  expect(times.slowAfterMs).toBeNull()
  times.learn(1200)
  expect(times.slowAfterMs).toBe(8000)
})

// Would catch: a job that outlives all others being asked for ever as often as the short ones.
test('a job far longer than the others is asked for ever more rarely', () => {
  const times = new PollSchedule(
    seeded(5),
    Array.from({ length: 50 }, () => 1000),
  )
  expect(find(times, 3_600_000).polls).toBeLessThan(200)
})

// Would catch: ten thousand requests in the moment the computer wakes up.
test('what is due at once is spread over time, the nearest deadline first', () => {
  const entries = Array.from({ length: 1000 }, (_, index) => ({ deadline: (index * 7919) % 1000 }))
  const spreadOut = stagger(entries)
  expect(spreadOut.map(({ entry }) => entry.deadline)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  for (let second = 0; second < 60; second++) {
    const inIt = spreadOut.filter(({ waitMs }) => waitMs >= second * 1000 && waitMs < (second + 1) * 1000)
    expect(inIt.length).toBeLessThan(30)
  }
  expect(Math.max(...spreadOut.map(({ waitMs }) => waitMs))).toBeLessThanOrEqual(60_000)
})
