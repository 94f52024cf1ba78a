import { expect, onTestFinished, test } from 'vitest'
import { createEngineHarness, type EngineHarness } from '#main/jobs/testing/engine-harness.ts'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'

const { common, fresh } = createSharedHarness()

/** The faults that may still fire. */
const readFaults = async ({ url, apiKey }: EngineHarness['sandbox']): Promise<string> =>
  (await fetch(`${url}/__sandbox/${apiKey}/faults`)).text()

// Would catch: a status that cannot be read given up although reading costs nothing and the result is still there.
test.each([
  '500@status:6',
  '502@status:6',
  '503-bare@status:6',
  '429@status:6',
  '429-retry-after@status:6',
  'html@status:6',
  'empty@status:6',
  'cut@status:6',
  'redirect@status:6',
  'error-200@status:6',
  '401@status:6',
  '403@status:6',
  // A connection that is open is not refused: it is reset first.
  'reset-before-accept@status:2,refuse:2',
  'reticulating:3',
  '404@status:2',
])('jobs whose status meets %s are read again until they finish', async (faults) => {
  const harness = await common('')
  const run = await harness.run(fresh(4))
  // Under a pace that an earlier refusal taught, the first job may end before the last one starts.
  await harness.until(async () => {
    const { ready = 0, sending = 0 } = await harness.states(run)
    return ready + sending === 0
  })
  harness.sandbox.setFaults(faults)
  await harness.done(run)
  expect(await readFaults(harness.sandbox)).toBe('')
  const jobs = await harness.jobs(run)
  for (const job of jobs)
    expect(job).toMatchObject({ state: 'finished', error: null, remoteStatus: 'Finished' })
})

// Would catch: a failed workflow shown as finished, or its body thrown away.
test('a failed end is a failed job with its word and its body', async () => {
  const harness = await common('failed:1')
  const run = await harness.run(fresh(1))
  await harness.done(run)
  const [job] = await harness.jobs(run)
  expect(job).toMatchObject({ state: 'failed', remoteStatus: 'Failed', error: { code: 'service.failed' } })
  const body = await harness.journal.reader.body(job?.id ?? '')
  expect(body?.kind === 'inline' && Buffer.from(body.bytes)).toEqual(
    Buffer.from(harness.sandbox.bodyOf(job?.remoteJobId ?? '') ?? []),
  )
})

// Would catch: a row that says nothing while its status is refused for hours, or keeps saying so afterwards.
test('a refusal that stays is shown on the job until it is over', async () => {
  const harness = await common('')
  const run = await harness.run(fresh(1))
  await harness.until(async () => (await harness.states(run)).started === 1)
  harness.sandbox.setFaults('403@status')
  await harness.until(async () => (await harness.jobs(run))[0]?.error?.code === 'service.forbidden')
  harness.sandbox.setFaults('')
  await harness.done(run)
  expect((await harness.jobs(run))[0]).toMatchObject({ state: 'finished', error: null })
})

// Would catch: polls while offline, a burst when the network is back, or jobs forgotten by it.
test('offline nothing is asked; back online the jobs are read without a burst', async () => {
  const harness = await createEngineHarness(onTestFinished)
  const run = await harness.run(fresh(60))
  await harness.until(async () => (await harness.states(run)).started === 60)
  harness.engine.setOnline(false)
  await harness.quiet()
  const asked = harness.sandbox.ledger.counts().status ?? 0
  harness.clock.sleep(3_600_000)
  await harness.quiet()
  expect(harness.sandbox.ledger.counts().status ?? 0).toBe(asked)
  harness.engine.setOnline(true)
  const back = harness.clock.now()
  await harness.done(run)
  const polls = harness.sandbox.ledger.requests('status').filter(({ at }) => at >= back)
  expect(polls.length).toBeGreaterThanOrEqual(60)
  for (const { at } of polls) {
    expect(polls.filter((other) => other.at >= at && other.at < at + 500).length).toBeLessThanOrEqual(20)
  }
})

// Would catch: "stop watching" that keeps asking or keeps the run open for ever, or a job that cannot be watched again.
test('a job is not asked for while it is not watched', async () => {
  const harness = await common('')
  const run = await harness.run(fresh(1))
  await harness.until(async () => (await harness.states(run)).started === 1)
  const [job] = await harness.jobs(run)
  const id = job?.id ?? ''
  expect(await harness.engine.setWatching(id, false)).toMatchObject({ ok: true, data: { watching: false } })
  // Nothing more comes by itself: the run keeps neither the computer awake nor a command waiting.
  await harness.done(run)
  expect(harness.notified.runs.at(-1)).toMatchObject({ state: 'done', counts: { started: 1 }, unwatched: 1 })
  const asked = harness.sandbox.ledger.counts().status ?? 0
  harness.clock.advance(600_000)
  await harness.quiet()
  expect(harness.sandbox.ledger.counts().status ?? 0).toBe(asked)
  expect(await harness.engine.setWatching(id, true)).toMatchObject({ ok: true, data: { watching: true } })
  expect((await harness.journal.reader.run(run.id))?.state).toBe('running')
  await harness.until(async () => (await harness.states(run)).finished === 1)
  await harness.until(
    () => harness.notified.runs.findLast((changed) => changed.id === run.id)?.state === 'done',
  )
  expect(await harness.engine.setWatching(id, false)).toMatchObject({
    ok: false,
    error: { code: 'job.notAllowed' },
  })
})

// Would catch: a clock that somebody sets making jobs asked for a day later, or all of them at once; a sleep that never was.
test('a clock that is set changes no wait; what the computer slept through has passed', async () => {
  const harness = await createEngineHarness(onTestFinished)
  const run = await harness.run(fresh(3))
  await harness.until(async () => (await harness.states(run)).started === 3)
  const begun = harness.clock.steady()
  harness.clock.set(-86_400_000)
  await harness.done(run)
  expect(harness.clock.steady() - begun).toBeLessThan(10_000)
  for (const { durationMs } of await harness.jobs(run)) expect(durationMs).toBeLessThan(10_000)

  const next = await harness.run(fresh(3))
  await harness.until(async () => (await harness.states(next)).started === 3)
  harness.engine.setOnline(false)
  await harness.quiet()
  const asked = harness.sandbox.ledger.counts().status ?? 0
  // The steady clock stands still while the computer sleeps; the other one does not.
  harness.clock.set(8 * 3_600_000)
  harness.engine.setOnline(true)
  harness.clock.advance(1)
  await harness.quiet()
  expect((harness.sandbox.ledger.counts().status ?? 0) - asked).toBe(3)
  harness.clock.set(86_400_000 - 8 * 3_600_000)
  await harness.done(next)
})
