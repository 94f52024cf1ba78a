import { expect, onTestFinished, test } from 'vitest'
import { createSharedHarness } from '#main/jobs/testing/harness-parts.ts'
import { createEngineHarness, type EngineHarness } from '#main/jobs/testing/engine-harness.ts'

const { common, fresh } = createSharedHarness()

const sentOf = (r: EngineHarness): number => r.sandbox.ledger.counts().run ?? 0

// Would catch: ten thousand refused requests for one wrong policy, and a "Continue" that leaves the refused ones behind.
test.each(['401@run', '403@run', '404@run'])(
  'five first answers refused alike (%s) pause the run and ask',
  async (faults) => {
    const r = await common(faults)
    const before = sentOf(r)
    const run = await r.run(fresh(40))
    const paused = () => r.notified.runs.findLast(({ id }) => id === run.id)?.state === 'paused'
    await r.until(paused)
    expect(await r.states(run)).toEqual({ rejected: 5, ready: 35 })
    expect(sentOf(r) - before).toBe(5)
    expect((await r.journal.reader.run(run.id))?.pausedBy?.code).toBe('run.refusedAlike')
    // Still refused: five more, and it asks again.
    await r.engine.resume(run.id)
    await r.until(() => sentOf(r) - before === 10 && paused())
    expect(await r.states(run)).toEqual({ rejected: 5, ready: 35 })
    r.sandbox.setFaults('')
    await r.engine.resume(run.id)
    await r.done(run)
    expect(await r.states(run)).toEqual({ finished: 40 })
    for (const job of await r.jobs(run)) expect(job.error).toBeNull()
  },
)

// Would catch: ten thousand jobs that may have started because a gateway answered each with its own page or a plain 500.
test.each(['500@run+accepted', 'html@run', 'redirect@run'])(
  'answers in a row that tell nothing certain (%s) pause the run; those jobs stay as they are',
  async (faults) => {
    const r = await common(faults)
    const before = sentOf(r)
    const run = await r.run(fresh(60))
    await r.until(() => r.notified.runs.findLast(({ id }) => id === run.id)?.state === 'paused')
    await r.quiet()
    expect((await r.journal.reader.run(run.id))?.pausedBy?.code).toBe('run.unclear')
    const sent = sentOf(r) - before
    expect(sent).toBeLessThan(20)
    expect(await r.states(run)).toEqual({ unknown: sent, ready: 60 - sent })
    r.sandbox.setFaults('')
    await r.engine.resume(run.id)
    await r.done(run)
    expect(await r.states(run)).toEqual({ unknown: sent, finished: 60 - sent })
    expect(sentOf(r) - before).toBe(60)
  },
)

// Would catch: a run that a moment without network stops until somebody comes.
test('connections that break do not pause the run', async () => {
  const r = await common('reset-after-accept@run:12')
  const run = await r.run(fresh(40))
  await r.done(run)
  expect(await r.states(run)).toEqual({ unknown: 12, finished: 28 })
})

// Would catch: a run stopped by five bad handles somewhere among many good ones.
test('refusals after a good answer do not pause the run', async () => {
  const r = await common('')
  const good = fresh(8)
  const bad = Array.from({ length: 10 }, (_, index) => `Gone${String(index).padStart(16, 'x')}`)
  const run = await r.run([...good, ...bad])
  await r.done(run)
  expect(await r.states(run)).toEqual({ finished: 8, rejected: 10 })
})

// Would catch: a run of fewer than five that is refused and cannot be sent again.
test('the refused ones of a run that is done can be sent again', async () => {
  const r = await common('403@run:3')
  const run = await r.run(fresh(3))
  await r.done(run)
  expect(await r.states(run)).toEqual({ rejected: 3 })
  r.notified.runs.length = 0
  await r.engine.resume(run.id)
  await r.done(run)
  expect(await r.states(run)).toEqual({ finished: 3 })
})

// Would catch: a run that is sent although its secret is not at hand, or jobs that are lost by it.
test('without credentials nothing is written; when they go missing the run pauses and says why', async () => {
  let secret = false
  const r = await createEngineHarness(onTestFinished, {
    ports: {
      credentials: () =>
        Promise.resolve(
          secret
            ? {
                ok: true,
                data: {
                  apiKey: r.sandbox.apiKey,
                  hosts: { cdn: r.sandbox.url, api: r.sandbox.url, upload: r.sandbox.url },
                  sourceEncoding: 'percent',
                  security: { kind: 'none' },
                },
              }
            : {
                ok: false,
                error: { code: 'connection.secretMissing', message: 'The secret is missing.', advice: '' },
              },
        ),
    },
  })
  await expect(r.run(fresh(2))).rejects.toThrow('The secret is missing.')
  expect(await r.jobs()).toEqual([])
  secret = true
  r.engine.setOnline(false)
  const run = await r.run(fresh(2))
  secret = false
  r.engine.setOnline(true)
  await r.until(() => r.notified.runs.at(-1)?.state === 'paused')
  expect(r.notified.runs.at(-1)?.pausedBy?.code).toBe('connection.secretMissing')
  expect(await r.states()).toEqual({ ready: 2 })
  expect(sentOf(r)).toBe(0)
  secret = true
  await r.engine.resume(run.id)
  await r.done(run)
  expect(await r.states()).toEqual({ finished: 2 })
})

// Would catch: a policy that ended in the middle of a run, refused ten thousand times without a request.
test('what is refused before it is sent pauses the run at once', async () => {
  const r = await createEngineHarness(onTestFinished, {
    ports: {
      credentials: () =>
        Promise.resolve({
          ok: true,
          data: {
            apiKey: r.sandbox.apiKey,
            hosts: { cdn: r.sandbox.url, api: r.sandbox.url, upload: r.sandbox.url },
            sourceEncoding: 'percent',
            security: {
              kind: 'policy',
              policy: Buffer.from('{"expiry":1577899800}').toString('base64'),
              signature: 'a'.repeat(64),
            },
          },
        }),
    },
  })
  await r.run(fresh(50))
  await r.until(() => r.notified.runs.at(-1)?.state === 'paused')
  expect(r.notified.runs.at(-1)?.pausedBy?.code).toBe('policy.expired')
  expect(sentOf(r)).toBe(0)
  expect((await r.states()).rejected).toBeLessThanOrEqual(8)
})
