import { expect, onTestFinished, test } from 'vitest'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import { signPolicy } from '#main/filestack/security.ts'
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

// Would catch: a pasted policy that holds by the service's clock, refused for ever by a clock of ours that is a day ahead; and one
// that has ended by both, sent again and again.
test.each([
  ['holds', 3_600_000, { finished: JOBS }],
  ['has ended', -3_600_000, { rejected: 5, ready: JOBS - 5 }],
] as const)(
  'with a service whose clock is a day behind, a pasted policy that %s by it is judged by it',
  async (_how, leftMs, states) => {
    const clock = new FakeClock()
    const serverNow = (): number => clock.steady() - DAY_MS
    const expiry = Math.floor((serverNow() + leftMs) / 1000)
    const harness = await createEngineHarness(onTestFinished, {
      clock,
      sandbox: { security: 'required', now: serverNow },
      ports: {
        credentials: () => {
          const { apiKey, appSecret, url } = harness.sandbox
          const policy = JSON.stringify({ expiry, call: ['runWorkflow', 'convert', 'read'] })
          return Promise.resolve({
            ok: true,
            data: {
              apiKey,
              hosts: { cdn: url, api: url, upload: url },
              sourceEncoding: 'percent',
              security: { kind: 'policy', ...signPolicy(policy, appSecret) },
            },
          })
        },
      },
    })
    const run = await harness.run(handles(JOBS))
    if (leftMs > 0) await harness.done(run)
    else await harness.until(() => harness.notified.runs.at(-1)?.state === 'paused')
    await harness.quiet()
    expect(await harness.states(run)).toEqual(states)
    expect(harness.sandbox.ledger.runs()).toHaveLength(leftMs > 0 ? JOBS : 0)
  },
)
