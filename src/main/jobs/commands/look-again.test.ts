import { expect, test } from 'vitest'
import type { EngineHarness } from '#main/jobs/testing/engine-harness.ts'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'
import type { Job } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'

const { common, fresh } = createSharedHarness()

/** A run all of whose jobs expired, although the service has them: it stumbled for ten minutes. */
async function expire(
  harness: EngineHarness,
  count: number,
): Promise<{ readonly run: Run; readonly jobs: readonly Job[] }> {
  harness.sandbox.setFaults('404@status')
  const run = await harness.run(fresh(count))
  await harness.done(run)
  harness.sandbox.setFaults('')
  expect(await harness.states(run)).toEqual({ expired: count })
  return { run, jobs: await harness.jobs(run) }
}

async function expectKept(harness: EngineHarness, { id, remoteJobId }: Job): Promise<void> {
  await harness.until(async () => (await harness.journal.reader.job(id))?.state === 'finished')
  expect(await harness.journal.reader.job(id)).toMatchObject({ error: null, remoteJobId, watching: true })
  const body = await harness.journal.reader.body(id)
  const original = Buffer.from(harness.sandbox.bodyOf(remoteJobId ?? '') ?? [])
  expect(body?.kind === 'inline' && Buffer.from(body.bytes).equals(original)).toBe(true)
}

const isDone = (harness: EngineHarness, run: Run) => async (): Promise<boolean> =>
  (await harness.journal.reader.run(run.id))?.state === 'done'

// Would catch: a result that is still at the service, and that nothing here can fetch any more.
test('an expired job is looked at again, and its result is kept; nothing is started', async () => {
  const harness = await common('')
  const { run, jobs } = await expire(harness, 2)
  const [job, other] = jobs
  if (job === undefined || other === undefined) throw new Error('no jobs')
  const starts = harness.sandbox.ledger.runs().length
  expect(await harness.engine.lookAgain(job.id, 'press')).toMatchObject({
    ok: true,
    data: { state: 'started', error: null, endedAt: null },
  })
  await expectKept(harness, job)
  await harness.until(isDone(harness, run))
  // Only the one that was asked for; the same press again changes nothing.
  expect((await harness.journal.reader.job(other.id))?.state).toBe('expired')
  expect(await harness.engine.lookAgain(job.id, 'press')).toMatchObject({
    ok: true,
    data: { state: 'finished' },
  })
  expect(await harness.engine.lookAgain(job.id)).toMatchObject({
    ok: false,
    error: { code: 'job.notAllowed' },
  })
  expect(harness.sandbox.ledger.runs()).toHaveLength(starts)
})

// Would catch: a job that expires at the first look, or never, when the service has really forgotten it.
test('a job that is really gone expires again, in several looks over ten minutes', async () => {
  const harness = await common('')
  const { run, jobs } = await expire(harness, 1)
  harness.sandbox.setFaults('404@status')
  const begun = harness.clock.now()
  await harness.engine.lookAgain(jobs[0]?.id ?? '')
  expect(await harness.states(run)).toEqual({ started: 1 })
  await harness.until(async () => (await harness.states(run)).expired === 1)
  expect(harness.clock.now() - begun).toBeGreaterThan(600_000)
})

// Would catch: one press for hundreds of jobs that leaves some of them, or asks for all of them in one moment.
test('all expired jobs of a run, and all that match, are looked at again', async () => {
  const harness = await common('')
  const [first, second, third] = [
    await expire(harness, 20),
    await expire(harness, 3),
    await expire(harness, 1),
  ]
  expect(await harness.engine.lookAgainAll({ kind: 'run', runId: first.run.id, cause: null })).toMatchObject({
    ok: true,
    data: { jobs: 20, runIds: [first.run.id] },
  })
  for (const job of first.jobs) await expectKept(harness, job)
  const filter = { runId: second.run.id }
  expect(await harness.engine.lookAgainAll({ kind: 'filter', filter })).toMatchObject({
    ok: true,
    data: { jobs: 3 },
  })
  for (const job of second.jobs) await expectKept(harness, job)
  await harness.until(isDone(harness, second.run))
  expect(await harness.engine.lookAgainAll({ kind: 'filter', filter })).toMatchObject({
    ok: true,
    data: { jobs: 0, runIds: [] },
  })
  expect(await harness.states(third.run)).toEqual({ expired: 1 })
})

// Would catch: "another job has this id" for the very job that should be healed.
test('attaching the id that an expired job holds heals that job', async () => {
  const harness = await common('')
  const { jobs } = await expire(harness, 2)
  const [job, other] = jobs
  if (job === undefined || other === undefined) throw new Error('no jobs')
  const [id, otherId] = [job.remoteJobId ?? '', other.remoteJobId ?? '']
  const runs = (await harness.journal.reader.runs({}, 100)).length
  expect(await harness.engine.attachNew(job.connectionId, id)).toMatchObject({
    ok: true,
    data: { id: job.id, state: 'started' },
  })
  expect(await harness.engine.attach(other.id, otherId)).toMatchObject({
    ok: true,
    data: { id: other.id, state: 'started' },
  })
  await expectKept(harness, job)
  await expectKept(harness, other)
  expect(await harness.journal.reader.runs({}, 100)).toHaveLength(runs)
})

// Would catch: jobs that are looked at again and forgotten with the process.
test('a run one of whose jobs is looked at again is open again, so that a restart takes it up', async () => {
  const harness = await common('')
  const { run } = await expire(harness, 1)
  harness.engine.setOnline(false)
  await harness.engine.lookAgainAll({ kind: 'run', runId: run.id, cause: null })
  expect((await harness.journal.reader.openRuns()).map(({ id }) => id)).toContain(run.id)
  harness.engine.setOnline(true)
  await harness.until(async () => (await harness.states(run)).finished === 1)
})
