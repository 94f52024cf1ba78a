import { expect, onTestFinished, test } from 'vitest'
import { createEngineHarness, handles } from '#main/jobs/testing/engine-harness.ts'
import { SimulatedService } from '#main/jobs/testing/simulated-service.ts'

const DAY_MS = 86_400_000
const JOBS = 60
/** Two requests a job, ten a second. */
const FLOOR_MS = 12_000

// Would catch: the end of the service's window read by our clock. With ours one second ahead 172 of 572 requests fell into a
// closed window; one and a half behind, the run took twice its time.
test.each([-DAY_MS, -10_000, -1500, -700, -200, 0, 300, 1000, 1500, 10_000, DAY_MS])(
  'a service whose clock is %i ms ahead: no request falls into a closed window, and no time is lost',
  async (skewMs) => {
    const made: SimulatedService[] = []
    const harness = await createEngineHarness(onTestFinished, {
      service: (clock) => {
        const limit = { requests: 10, windowMs: 1000, headers: true }
        const service = new SimulatedService({
          clock,
          durationMsOf: () => 920,
          latencyMs: 40,
          limit,
          skewMs,
        })
        made.push(service)
        return service
      },
    })
    const begun = harness.clock.now()
    await harness.done(await harness.run(handles(JOBS)))
    expect(made[0]?.counts).toMatchObject({ early: 0, refused: 0 })
    // The first windows are longer by up to a second, until the service's clock is known more exactly.
    expect(harness.clock.now() - begun).toBeLessThanOrEqual(FLOOR_MS + 4500)
    for (const job of await harness.jobs()) {
      expect(job.state).toBe('finished')
      // By our clock, whatever the service's says: the result is not given up a day too early.
      expect(Math.abs((job.forgottenAt ?? 0) - (begun + 2 * DAY_MS))).toBeLessThan(30_000)
    }
  },
)
