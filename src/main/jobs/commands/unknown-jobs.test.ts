import { expect, test } from 'vitest'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'

const { common, fresh } = createSharedHarness()

// Would catch: an id that is attached to a job on another source, a job that is sent again, an id of nobody that is taken.
test('a list of ids heals the jobs that may have started, each by its source; the others can be left together', async () => {
  const harness = await common('reset-after-accept@run:3')
  const run = await harness.run(fresh(4))
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 1, unknown: 3 })
  const jobs = await harness.jobs(run)
  const unknown = jobs.filter(({ state }) => state === 'unknown')
  const started = harness.sandbox.ledger.runs()
  const idOf = (at: number): string => {
    const { source } = unknown[at] ?? {}
    const handle = source?.kind === 'handle' ? source.handle : ''
    return started.find((one) => one.source === handle)?.jobid ?? ''
  }
  const stranger = '11111111-2222-4333-8444-555555555555'
  const ids = [idOf(2), stranger, idOf(0)]
  const report = { ok: true, data: { attached: 2, unattached: [{ remoteJobId: stranger }] } }
  expect(await harness.engine.attachUnknown(run.id, ids, 'one press')).toMatchObject(report)
  // The answer was lost and the same is asked again: nothing more is attached, and the report is the same.
  expect(await harness.engine.attachUnknown(run.id, ids, 'one press')).toMatchObject(report)
  await harness.until(async () => (await harness.journal.reader.run(run.id))?.counts.finished === 3)
  expect(await harness.journal.reader.job(unknown[0]?.id ?? '')).toMatchObject({ remoteJobId: idOf(0) })
  expect(await harness.journal.reader.job(unknown[2]?.id ?? '')).toMatchObject({ remoteJobId: idOf(2) })
  expect(await harness.journal.reader.run(run.id)).toMatchObject({ unanswered: 1 })
  expect(await harness.engine.acknowledgeUnknown(run.id, 'another press')).toMatchObject({
    ok: true,
    data: { unanswered: 0 },
  })
  expect(harness.sandbox.ledger.runs()).toHaveLength(started.length)
})

// Would catch: a refused job that is billed with those that were only stopped, or a stopped one that stays behind.
test('what was stopped is sent when asked for, and nothing else', async () => {
  const harness = await common('403@run:1,limit:2')
  const run = await harness.run(fresh(12))
  await harness.until(async () => (await harness.journal.reader.run(run.id))?.counts.rejected === 1)
  await harness.engine.stop(run.id)
  await harness.done(run)
  const stopped = (await harness.states(run)).stopped ?? 0
  expect(stopped).toBeGreaterThan(0)
  harness.sandbox.setFaults('')
  const before = harness.sandbox.ledger.runs().length
  expect(await harness.engine.sendStopped(run.id)).toMatchObject({ ok: true })
  await harness.until(async () => (await harness.journal.reader.run(run.id))?.counts.finished === 11)
  expect(harness.sandbox.ledger.runs()).toHaveLength(before + stopped)
  expect(await harness.states(run)).toEqual({ finished: 11, rejected: 1 })
})

// Would catch: a name that was given later and is taken back by the repetition of an earlier press.
test('a name is given once for each press', async () => {
  const harness = await common('')
  const run = await harness.run(fresh(1))
  await harness.done(run)
  expect(await harness.engine.nameRun(run.id, 'Spring', 'first press')).toMatchObject({
    data: { name: 'Spring' },
  })
  expect(await harness.engine.nameRun(run.id, 'Summer', 'second press')).toMatchObject({
    data: { name: 'Summer' },
  })
  await harness.engine.nameRun(run.id, 'Spring', 'first press')
  expect(await harness.journal.reader.run(run.id)).toMatchObject({ name: 'Summer' })
})

// Would catch: *Send 9 jobs now* that sends none, because the run pauses after its first results once more.
test('what was stopped after the first results is sent without another pause', async () => {
  const harness = await common('')
  const run = await harness.run(fresh(12), { firstResults: 3 })
  await harness.until(async () => (await harness.journal.reader.run(run.id))?.counts.finished === 3)
  await harness.engine.stop(run.id)
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 3, stopped: 9 })
  await harness.engine.sendStopped(run.id)
  await harness.until(async () => (await harness.journal.reader.run(run.id))?.counts.finished === 12)
})
