import { expect, onTestFinished, test } from 'vitest'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import { createEngineHarness, handles } from '#main/jobs/testing/engine-harness.ts'

const DAY_MS = 86_400_000
const JOBS = 20

// Would catch: the first requests of a process, signed by a clock of ours that is wrong. With ours a day behind, the first jobs
// were refused for the time of their policy, and the run paused.
test.each([-DAY_MS, DAY_MS])(
  'with a service whose clock is %i ms ahead, no job is refused for its signature, at once and after a restart',
  async (skewMs) => {
    const clock = new FakeClock()
    const first = await createEngineHarness(onTestFinished, {
      clock,
      sandbox: { security: 'required', now: () => clock.steady() + skewMs },
    })
    const run = await first.run(handles(JOBS))
    await first.until(async () => (await first.states(run)).started === JOBS)
    expect(first.sandbox.ledger.runs()).toHaveLength(JOBS)
    await first.close()

    const second = await createEngineHarness(onTestFinished, { after: first })
    await second.engine.start('continue')
    const next = await second.run(handles(JOBS, JOBS))
    await second.done(run)
    await second.done(next)
    expect([await second.states(run), await second.states(next)]).toEqual([
      { finished: JOBS },
      { finished: JOBS },
    ])
    expect(second.sandbox.ledger.runs()).toHaveLength(2 * JOBS)
    expect([...first.notified.notices, ...second.notified.notices]).toEqual([])
    for (const job of await second.jobs()) expect(job.error).toBeNull()
  },
)
