import { expect, onTestFinished, test } from 'vitest'
import { createEngineHarness, handles, seeded } from '#main/jobs/testing/engine-harness.ts'
import { SimulatedService } from '#main/jobs/testing/simulated-service.ts'

const HOUR_MS = 3_600_000
const JOBS = 10
const TTL_MS = 48 * HOUR_MS

// Would catch: a result that is looked for so rarely, or so late after a day offline, that the service forgets it first.
test('nothing passes its ttl unkept while online: of short and long jobs, after two nights without a network', async () => {
  const random = seeded(3)
  // Most take minutes, some nearly as long as the service keeps anything.
  const durations = Array.from({ length: JOBS }, (_, place) =>
    place % 5 === 4 ? HOUR_MS * (20 + 27 * random()) : 60_000 * (1 + 20 * random()),
  )
  let made = 0
  const harness = await createEngineHarness(onTestFinished, {
    service: (clock) =>
      new SimulatedService({
        clock,
        durationMsOf: () => durations[made++ % durations.length] ?? 0,
        latencyMs: 100,
        limit: null,
      }),
  })
  const run = await harness.run(handles(JOBS))
  const begun = harness.clock.now()
  for (const [offlineAt, onlineAt] of [
    [8, 18],
    [30, 40],
  ] as const) {
    await harness.until(() => harness.clock.now() >= begun + offlineAt * HOUR_MS)
    harness.engine.setOnline(false)
    harness.clock.sleep((onlineAt - offlineAt) * HOUR_MS)
    harness.engine.setOnline(true)
  }
  await harness.done(run)
  const jobs = await harness.jobs(run)
  expect(jobs.filter(({ state, body }) => state === 'finished' && body !== null)).toHaveLength(JOBS)
  for (const { startedAt, endedAt } of jobs)
    expect((endedAt ?? Infinity) - (startedAt ?? 0)).toBeLessThan(TTL_MS)
}, 60_000)
