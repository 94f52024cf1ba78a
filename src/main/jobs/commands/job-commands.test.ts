import { expect, test } from 'vitest'
import type { Job } from '#shared/model/job.ts'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'
import { CONNECTION, type EngineHarness } from '#main/jobs/testing/engine-harness.ts'

const { common, fresh } = createSharedHarness()

/** A job whose answer was lost although it had started, and the job id that was in it. */
async function lost(harness: EngineHarness): Promise<{ readonly job: Job; readonly remoteJobId: string }> {
  harness.sandbox.setFaults('reset-after-accept@run:1')
  const run = await harness.run(fresh(1))
  await harness.done(run)
  const [job] = await harness.jobs(run)
  const remoteJobId = harness.sandbox.ledger.runs().at(-1)?.jobid
  if (job === undefined || remoteJobId === undefined) throw new Error('nothing was lost')
  expect(job.state).toBe('unknown')
  return { job, remoteJobId }
}

// Would catch: an attach that does not watch the job, sends another one, or leaves the old error on it.
test('attaching the job id heals a job that may have started', async () => {
  const harness = await common('')
  const { job, remoteJobId } = await lost(harness)
  const runs = harness.sandbox.ledger.runs().length
  expect(await harness.during(harness.engine.attach(job.id, remoteJobId))).toMatchObject({
    ok: true,
    data: { state: 'started', remoteJobId },
  })
  await harness.until(async () => (await harness.journal.reader.job(job.id))?.state === 'finished')
  expect(await harness.journal.reader.job(job.id)).toMatchObject({
    error: null,
    remoteJobId,
    attached: false,
  })
  const body = await harness.journal.reader.body(job.id)
  expect(body?.kind === 'inline' && Buffer.from(body.bytes)).toEqual(
    Buffer.from(harness.sandbox.bodyOf(remoteJobId) ?? []),
  )
  expect(harness.sandbox.ledger.runs()).toHaveLength(runs)
  // The row of the run is told, too.
  await harness.until(
    () => harness.notified.runs.findLast(({ id }) => id === job.runId)?.counts.finished === 1,
  )
})

// Would catch: a wrong id that turns "may have started" into a job that expires, which loses the honest state.
test('an id that the service does not know, that is none, or that another job has is not attached', async () => {
  const harness = await common('')
  const ended = await harness.run(fresh(1))
  await harness.done(ended)
  const [other] = await harness.jobs(ended)
  const { job } = await lost(harness)
  for (const [id, code] of [
    ['11111111-2222-4333-8444-555555555555', 'service.gone'],
    ['no id', 'job.invalidJobId'],
    [other?.remoteJobId ?? '', 'job.idTaken'],
  ] as const) {
    expect(await harness.during(harness.engine.attach(job.id, id))).toMatchObject({
      ok: false,
      error: { code },
    })
  }
  expect(await harness.journal.reader.job(job.id)).toMatchObject({ state: 'unknown', remoteJobId: null })
  expect(await harness.during(harness.engine.attach(other?.id ?? '', 'xxxxxxxxxxxx'))).toMatchObject({
    ok: false,
    error: { code: 'job.notAllowed' },
  })
  expect(await harness.during(harness.engine.attach('unheard-of', 'xxxxxxxxxxxx'))).toMatchObject({
    ok: false,
    error: { code: 'job.missing' },
  })
})

// Would catch: a command that never answers because it waits for the network.
test('offline an id cannot be checked, and that is said at once', async () => {
  const harness = await common('')
  const { job, remoteJobId } = await lost(harness)
  harness.engine.setOnline(false)
  expect(await harness.during(harness.engine.attach(job.id, remoteJobId))).toMatchObject({
    ok: false,
    error: { code: 'network.offline' },
  })
  harness.engine.setOnline(true)
  // The connection waits a while after several lost answers, and so does this request.
  let isAnswered = false
  const answer = harness.engine.attach(job.id, remoteJobId).finally(() => {
    isAnswered = true
  })
  await harness.until(() => isAnswered)
  expect(await answer).toMatchObject({ ok: true })
})

// Would catch: "leave it" that changes the state, or is forgotten.
test('a job that may have started and is left stays as it is, noted as seen', async () => {
  const harness = await common('')
  const { job } = await lost(harness)
  expect(await harness.engine.acknowledge(job.id)).toMatchObject({
    ok: true,
    data: { state: 'unknown', acknowledged: true },
  })
  expect(await harness.journal.reader.job(job.id)).toMatchObject({ state: 'unknown', acknowledged: true })
})

// Would catch: running again that resends the old job instead of making a new one, or loses where it came from.
test('running again makes a new job on the same source, and the old one stays', async () => {
  const harness = await common('')
  const { job } = await lost(harness)
  const again = await harness.engine.rerunJob(job.id)
  expect(again).toMatchObject({
    ok: true,
    data: { retryOf: job.id, source: job.source, workflowId: job.workflowId },
  })
  const id = again.ok ? again.data.id : ''
  expect(id).not.toBe(job.id)
  expect(await harness.engine.rerunJob(id)).toMatchObject({ ok: false, error: { code: 'job.notAllowed' } })
  await harness.until(async () => (await harness.journal.reader.job(id))?.state === 'finished')
  expect(await harness.journal.reader.job(job.id)).toMatchObject({ state: 'unknown', remoteJobId: null })
})

// Would catch: a job id from elsewhere that cannot be taken in, is started again, counted as billed, or is taken twice.
test('a job that is in no history is watched to its end by its id alone', async () => {
  const harness = await common('')
  const { job, remoteJobId } = await lost(harness)
  const started = harness.sandbox.ledger.runs().length
  const attached = await harness.during(harness.engine.attachNew(CONNECTION, remoteJobId))
  if (!attached.ok) throw new Error(attached.error.message)
  const { source, workflowId } = job
  expect(attached.data).toMatchObject({ attached: true, source, workflowId, remoteJobId })
  await harness.until(async () => (await harness.journal.reader.job(attached.data.id))?.state === 'finished')
  await harness.until(async () => (await harness.journal.reader.run(attached.data.runId))?.state === 'done')
  expect(harness.sandbox.ledger.runs().length).toBe(started)
  const again = await harness.during(harness.engine.attachNew(CONNECTION, remoteJobId))
  expect(again).toMatchObject({ ok: false, error: { code: 'job.idTaken' } })
})

// Would catch: the result of another picture that is shown as the result of this one.
test('an id of another source or another workflow is not attached, and it is said', async () => {
  const harness = await common('')
  const { job } = await lost(harness)
  // Answers that are lost one after the other pause a run.
  await harness.done(await harness.run(fresh(1)))
  const other = await lost(harness)
  expect(await harness.engine.attach(job.id, other.remoteJobId)).toMatchObject({
    ok: false,
    error: { code: 'job.otherJob' },
  })
  expect(await harness.journal.reader.job(job.id)).toMatchObject({ state: 'unknown', remoteJobId: null })
  expect(await harness.engine.attach(other.job.id, other.remoteJobId)).toMatchObject({ ok: true })
})
