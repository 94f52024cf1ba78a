import { expect, onTestFinished, test } from 'vitest'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'
import { createEngineHarness, handles, type EngineHarness } from '#main/jobs/testing/engine-harness.ts'

const { common, fresh } = createSharedHarness()

const sentOf = (harness: EngineHarness): number => harness.sandbox.ledger.counts().run ?? 0

// Would catch: ten thousand refused requests for one wrong policy, and a "Continue" that leaves the refused ones behind.
test.each(['401@run', '403@run', '404@run'])(
  'five answers refused in a row at the start (%s) pause the run and ask',
  async (faults) => {
    const harness = await common(faults)
    const before = sentOf(harness)
    const run = await harness.run(fresh(40))
    const paused = () => harness.notified.runs.findLast(({ id }) => id === run.id)?.state === 'paused'
    await harness.until(paused)
    expect(await harness.states(run)).toEqual({ rejected: 5, ready: 35 })
    expect(sentOf(harness) - before).toBe(5)
    expect((await harness.journal.reader.run(run.id))?.pausedBy?.code).toBe('run.refusedAlike')
    // Still refused: five more, and it asks again.
    await harness.engine.resume(run.id)
    await harness.until(() => sentOf(harness) - before === 10 && paused())
    expect(await harness.states(run)).toEqual({ rejected: 5, ready: 35 })
    harness.sandbox.setFaults('')
    await harness.engine.resume(run.id)
    await harness.done(run)
    expect(await harness.states(run)).toEqual({ finished: 40 })
    for (const job of await harness.jobs(run)) expect(job.error).toBeNull()
  },
)

// Would catch: ten thousand jobs that may have started because a gateway answered each with its own page or a plain 500.
test.each(['500@run+accepted', 'html@run', 'redirect@run'])(
  'answers in a row that tell nothing certain (%s) pause the run; those jobs stay as they are',
  async (faults) => {
    const harness = await common(faults)
    const before = sentOf(harness)
    const run = await harness.run(fresh(60))
    await harness.until(() => harness.notified.runs.findLast(({ id }) => id === run.id)?.state === 'paused')
    await harness.quiet()
    expect((await harness.journal.reader.run(run.id))?.pausedBy?.code).toBe('run.unclear')
    const sent = sentOf(harness) - before
    expect(sent).toBeLessThan(20)
    expect(await harness.states(run)).toEqual({ unknown: sent, ready: 60 - sent })
    harness.sandbox.setFaults('')
    await harness.engine.resume(run.id)
    await harness.done(run)
    expect(await harness.states(run)).toEqual({ unknown: sent, finished: 60 - sent })
    expect(sentOf(harness) - before).toBe(60)
  },
)

// Would catch: a run that a moment without network stops until somebody comes.
test('connections that break do not pause the run', async () => {
  const harness = await common('reset-after-accept@run:12')
  const run = await harness.run(fresh(40))
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ unknown: 12, finished: 28 })
})

// Would catch: a run stopped by a few bad handles here and there among many good ones.
test('refusals with good answers between them do not pause the run', async () => {
  const harness = await createEngineHarness(onTestFinished, { limits: { concurrency: 1 } })
  const bad = Array.from({ length: 10 }, (_, index) => `Gone${String(index).padStart(16, 'x')}`)
  const run = await harness.run(fresh(10).flatMap((good, index) => [good, bad[index] ?? '']))
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 10, rejected: 10 })
})

// Would catch: a secret that is revoked in the middle of a run. Before: 995 of 1,000 refused and no pause.
test('refusals in a row in the middle of a run pause it, and Continue goes on with care', async () => {
  let started = 0
  const harness = await createEngineHarness(onTestFinished, {
    ports: {
      onJob: ({ state }) => {
        if (state === 'started' && ++started === 5) harness.sandbox.setFaults('403@run')
      },
    },
  })
  const run = await harness.run(handles(200))
  const paused = () => harness.notified.runs.findLast(({ id }) => id === run.id)?.state === 'paused'
  await harness.until(paused)
  await harness.quiet()
  expect((await harness.journal.reader.run(run.id))?.pausedBy?.code).toBe('run.refusedAlike')
  expect((await harness.states(run)).rejected).toBeLessThanOrEqual(5 + 16)
  const before = sentOf(harness)
  await harness.engine.resume(run.id)
  await harness.until(paused)
  await harness.quiet()
  expect(sentOf(harness) - before).toBeLessThanOrEqual(5)
  harness.sandbox.setFaults('')
  await harness.engine.resume(run.id)
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 200 })
})

// Would catch: refusals that take turns, of which none is alike. Before: 1,000 of 1,000 sent.
test('refusals of several kinds, and unclear answers among them, pause the run', async () => {
  const harness = await createEngineHarness(onTestFinished, { limits: { concurrency: 1 } })
  harness.sandbox.setFaults('401@run:50%,403@run')
  const run = await harness.run(handles(100))
  await harness.until(() => harness.notified.runs.at(-1)?.state === 'paused')
  expect(sentOf(harness)).toBe(5)
  expect(await harness.states(run)).toEqual({ rejected: 5, ready: 95 })

  harness.sandbox.setFaults('403@run:50%,500@run')
  await harness.engine.resume(run.id)
  await harness.until(() => harness.notified.runs.at(-1)?.state === 'paused')
  await harness.quiet()
  expect(sentOf(harness)).toBeLessThanOrEqual(5 + 9)
})

// Would catch: a server that reads and closes. Before: 1,000 of 1,000 jobs may have started, after 1.6 s.
test('lost answers without a good one between close the window, longer each time, and pause the run', async () => {
  const harness = await createEngineHarness(onTestFinished, { faults: 'reset-after-accept@run' })
  const run = await harness.run(handles(1000))
  const begun = harness.clock.now()
  await harness.until(() => harness.notified.runs.at(-1)?.state === 'paused')
  await harness.quiet()
  expect((await harness.journal.reader.run(run.id))?.pausedBy?.code).toBe('run.lostAnswers')
  expect((await harness.states(run)).unknown).toBeLessThanOrEqual(20)
  expect(harness.clock.now() - begun).toBeGreaterThan(500)
  harness.sandbox.setFaults('')
  await harness.engine.resume(run.id)
  await harness.until(async () => ((await harness.states(run)).started ?? 0) > 20)
})

// Would catch: a host that cannot be used making jobs that may have started although no byte has left.
test.each(['http://127.0.0.1 :1', 'http://127.0.0.1\\x', 'http://'])(
  'with the host %j no job may have started: the run pauses and says why',
  async (cdn) => {
    const harness = await createEngineHarness(onTestFinished, {
      ports: {
        credentials: () =>
          Promise.resolve({
            ok: true,
            data: {
              apiKey: harness.sandbox.apiKey,
              hosts: { cdn, api: harness.sandbox.url, upload: harness.sandbox.url },
              sourceEncoding: 'percent',
              security: { kind: 'none' },
            },
          }),
      },
    })
    const run = await harness.run(handles(20))
    await harness.until(() => harness.notified.runs.at(-1)?.state === 'paused')
    await harness.quiet()
    expect((await harness.journal.reader.run(run.id))?.pausedBy?.code).toBe('network.badAddress')
    expect(await harness.states(run)).toEqual({ ready: 20 })
  },
)

// Would catch: a run of fewer than five that is refused and cannot be sent again.
test('the refused ones of a run that is done can be sent again', async () => {
  const harness = await common('403@run:3')
  const run = await harness.run(fresh(3))
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ rejected: 3 })
  harness.notified.runs.length = 0
  await harness.engine.resume(run.id)
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 3 })
})

// Would catch: a run that is sent although its secret is not at hand, or jobs that are lost by it.
test('without credentials nothing is written; when they go missing the run pauses and says why', async () => {
  let secret = false
  const harness = await createEngineHarness(onTestFinished, {
    ports: {
      credentials: () =>
        Promise.resolve(
          secret
            ? {
                ok: true,
                data: {
                  apiKey: harness.sandbox.apiKey,
                  hosts: { cdn: harness.sandbox.url, api: harness.sandbox.url, upload: harness.sandbox.url },
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
  await expect(harness.run(fresh(2))).rejects.toThrow('The secret is missing.')
  expect(await harness.jobs()).toEqual([])
  secret = true
  harness.engine.setOnline(false)
  const run = await harness.run(fresh(2))
  secret = false
  harness.engine.setOnline(true)
  await harness.until(() => harness.notified.runs.at(-1)?.state === 'paused')
  expect(harness.notified.runs.at(-1)?.pausedBy?.code).toBe('connection.secretMissing')
  expect(await harness.states()).toEqual({ ready: 2 })
  expect(sentOf(harness)).toBe(0)
  secret = true
  await harness.engine.resume(run.id)
  await harness.done(run)
  expect(await harness.states()).toEqual({ finished: 2 })
})

// Would catch: a policy that ended in the middle of a run, refused ten thousand times without a request.
test('what is refused before it is sent pauses the run at once', async () => {
  const harness = await createEngineHarness(onTestFinished, {
    ports: {
      credentials: () =>
        Promise.resolve({
          ok: true,
          data: {
            apiKey: harness.sandbox.apiKey,
            hosts: { cdn: harness.sandbox.url, api: harness.sandbox.url, upload: harness.sandbox.url },
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
  await harness.run(fresh(50))
  await harness.until(() => harness.notified.runs.at(-1)?.state === 'paused')
  expect(harness.notified.runs.at(-1)?.pausedBy?.code).toBe('policy.expired')
  expect(sentOf(harness)).toBe(0)
  expect((await harness.states()).rejected).toBeLessThanOrEqual(8)
})
