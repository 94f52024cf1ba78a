import { expect, test } from 'vitest'
import { createSharedHarness } from '#main/jobs/testing/harness-parts.ts'

const { common, fresh } = createSharedHarness()

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
  'refuse:2',
  'reticulating:3',
  '404@status:2',
])('jobs whose status meets %s are read again until they finish', async (faults) => {
  const r = await common('')
  const run = await r.run(fresh(4))
  await r.until(async () => (await r.states(run)).started === 4)
  r.sandbox.setFaults(faults)
  await r.done(run)
  const jobs = await r.jobs(run)
  for (const job of jobs)
    expect(job).toMatchObject({ state: 'finished', error: null, remoteStatus: 'Finished' })
})

// Would catch: a job polled for ever that the service has forgotten, or one given up at the first 404.
test.each(['404@status', '410@status'])(
  'a job that is answered %s again and again has expired, with the reason',
  async (faults) => {
    const r = await common(faults)
    const run = await r.run(fresh(1))
    const before = r.sandbox.ledger.counts().status ?? 0
    const begun = r.clock.now()
    await r.done(run)
    const [job] = await r.jobs(run)
    expect(job).toMatchObject({ state: 'expired', error: { code: 'service.gone' } })
    expect(job?.remoteJobId).not.toBeNull()
    expect((r.sandbox.ledger.counts().status ?? 0) - before).toBe(3)
    expect(r.clock.now() - begun).toBeGreaterThan(25_000)
  },
)

// Would catch: a job whose result nobody can have any more that stays running for ever.
test('a job that could not be read until its ttl passed has expired; until then it is tried', async () => {
  const r = await common('500@status')
  const run = await r.run(fresh(1))
  await r.until(async () => (await r.states(run)).started === 1)
  r.clock.advance(172_700_000)
  await r.quiet()
  const [before] = await r.jobs(run)
  expect(before?.state).toBe('started')
  r.clock.advance(200_000)
  await r.done(run)
  const [job] = await r.jobs(run)
  expect(job).toMatchObject({ state: 'expired', error: { code: 'service.gone' } })
})

// Would catch: a failed workflow shown as finished, or its body thrown away.
test('a failed end is a failed job with its word and its body', async () => {
  const r = await common('failed:1')
  const run = await r.run(fresh(1))
  await r.done(run)
  const [job] = await r.jobs(run)
  expect(job).toMatchObject({ state: 'failed', remoteStatus: 'Failed', error: { code: 'service.failed' } })
  const body = await r.journal.reader.body(job?.id ?? '')
  expect(body?.kind === 'inline' && Buffer.from(body.bytes)).toEqual(
    Buffer.from(r.sandbox.bodyOf(job?.remoteJobId ?? '') ?? []),
  )
})

// Would catch: a row that says nothing while its status is refused for hours, or keeps saying so afterwards.
test('a refusal that stays is shown on the job until it is over', async () => {
  const r = await common('')
  const run = await r.run(fresh(1))
  await r.until(async () => (await r.states(run)).started === 1)
  r.sandbox.setFaults('403@status')
  await r.until(async () => (await r.jobs(run))[0]?.error?.code === 'service.forbidden')
  r.sandbox.setFaults('')
  await r.done(run)
  expect((await r.jobs(run))[0]).toMatchObject({ state: 'finished', error: null })
})

// Would catch: polls while offline, a burst when the network is back, or jobs forgotten by it.
test('offline nothing is asked; back online the jobs are read without a burst', async () => {
  const r = await common('')
  const run = await r.run(fresh(60))
  await r.until(async () => (await r.states(run)).started === 60)
  r.engine.setOnline(false)
  await r.quiet()
  const asked = r.sandbox.ledger.counts().status ?? 0
  r.clock.sleep(3_600_000)
  await r.quiet()
  expect(r.sandbox.ledger.counts().status ?? 0).toBe(asked)
  r.engine.setOnline(true)
  const back = r.clock.now()
  await r.done(run)
  const polls = r.sandbox.ledger.requests('status').filter(({ at }) => at >= back)
  expect(polls.length).toBeGreaterThanOrEqual(60)
  for (const { at } of polls) {
    expect(polls.filter((other) => other.at >= at && other.at < at + 500).length).toBeLessThanOrEqual(20)
  }
})

// Would catch: "stop watching" that keeps asking or keeps the run open for ever, or a job that cannot be watched again.
test('a job is not asked for while it is not watched', async () => {
  const r = await common('')
  const run = await r.run(fresh(1))
  await r.until(async () => (await r.states(run)).started === 1)
  const [job] = await r.jobs(run)
  const id = job?.id ?? ''
  expect(await r.engine.setWatching(id, false)).toMatchObject({ ok: true, data: { watching: false } })
  // Nothing more comes by itself: the run keeps neither the computer awake nor a command waiting.
  await r.done(run)
  expect(r.notified.runs.at(-1)).toMatchObject({ state: 'done', counts: { started: 1 }, unwatched: 1 })
  const asked = r.sandbox.ledger.counts().status ?? 0
  r.clock.advance(600_000)
  await r.quiet()
  expect(r.sandbox.ledger.counts().status ?? 0).toBe(asked)
  expect(await r.engine.setWatching(id, true)).toMatchObject({ ok: true, data: { watching: true } })
  expect((await r.journal.reader.run(run.id))?.state).toBe('running')
  await r.until(async () => (await r.states(run)).finished === 1)
  await r.until(() => r.notified.runs.findLast((told) => told.id === run.id)?.state === 'done')
  expect(await r.engine.setWatching(id, false)).toMatchObject({
    ok: false,
    error: { code: 'job.notAllowed' },
  })
})

// Would catch: a clock that somebody sets making jobs asked for a day later, or all of them at once; a sleep that never was.
test('a clock that is set changes no wait; what the computer slept through has passed', async () => {
  const r = await common('')
  const run = await r.run(fresh(3))
  await r.until(async () => (await r.states(run)).started === 3)
  const begun = r.clock.steady()
  r.clock.set(-86_400_000)
  await r.done(run)
  expect(r.clock.steady() - begun).toBeLessThan(10_000)
  for (const { durationMs } of await r.jobs(run)) expect(durationMs).toBeLessThan(10_000)

  const next = await r.run(fresh(3))
  await r.until(async () => (await r.states(next)).started === 3)
  r.engine.setOnline(false)
  await r.quiet()
  const asked = r.sandbox.ledger.counts().status ?? 0
  // The steady clock stands still while the computer sleeps; the other one does not.
  r.clock.set(8 * 3_600_000)
  r.engine.setOnline(true)
  r.clock.advance(1)
  await r.quiet()
  expect((r.sandbox.ledger.counts().status ?? 0) - asked).toBe(3)
  r.clock.set(86_400_000 - 8 * 3_600_000)
  await r.done(next)
})
