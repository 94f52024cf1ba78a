import { expect, test } from 'vitest'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'
import type { EngineHarness } from '#main/jobs/testing/engine-harness.ts'
import { sourceText } from '#shared/model/source.ts'
import type { JobState } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'

const { common, fresh } = createSharedHarness()

/** Runs the jobs of a run that are in a state again, as new jobs. */
async function runAgain(harness: EngineHarness, run: Run, state: JobState): Promise<Run> {
  const jobIds = (await harness.jobs(run)).filter((job) => job.state === state).map(({ id }) => id)
  const request = { from: { kind: 'jobs', jobIds }, workflowId: null, includeUnknown: false } as const
  const answer = await harness.engine.rerun(request)
  if (!answer.ok || answer.data[0] === undefined) throw new Error('nothing was run again')
  return answer.data[0]
}

/** How often each source of the run was accepted: more than once is billed twice. */
async function countAccepted(harness: EngineHarness, run: Run): Promise<readonly number[]> {
  const accepted = harness.sandbox.ledger.runs().map(({ source }) => source)
  const sources = (await harness.jobs(run)).map(({ source }) => sourceText(source))
  return sources.map((source) => accepted.filter((other) => other === source).length)
}

// Would catch: a stopped job that was run again by itself, and is billed once more with the others of its run.
test('what was stopped and run again elsewhere is not sent with the others', async () => {
  const harness = await common('limit:2')
  const run = await harness.run(fresh(6))
  await harness.until(async () => ((await harness.journal.reader.run(run.id))?.counts.ready ?? 6) < 6)
  await harness.engine.stop(run.id)
  await harness.done(run)
  const [first, ...others] = (await harness.jobs(run)).filter(({ state }) => state === 'stopped')
  if (first === undefined) throw new Error('nothing was stopped')
  harness.sandbox.setFaults('')
  const answer = await harness.engine.rerunJob(first.id)
  expect(answer).toMatchObject({ ok: true })
  await harness.engine.sendStopped(run.id)
  await harness.until(
    async () => (await harness.jobs(run)).filter(({ state }) => state === 'finished').length >= 5,
  )
  await harness.quiet()
  expect(others.length).toBeGreaterThan(0)
  expect(await countAccepted(harness, run)).toEqual([1, 1, 1, 1, 1, 1])
})

// Would catch: *Continue* that bills the refused jobs once more that the person has run again meanwhile.
test('what was refused and run again elsewhere is not sent by Continue', async () => {
  const harness = await common('403@run:6')
  const run = await harness.run(fresh(20))
  await harness.until(async () => (await harness.journal.reader.run(run.id))?.state === 'paused')
  await harness.quiet()
  expect((await harness.states(run)).rejected).toBeGreaterThan(0)
  harness.sandbox.setFaults('')
  const again = await runAgain(harness, run, 'rejected')
  await harness.done(again)
  await harness.engine.resume(run.id)
  await harness.done(run)
  expect(new Set(await countAccepted(harness, run))).toEqual(new Set([1]))
})

// Would catch: an earlier run that is continued, and after it its rerun, which sends the same sources once more.
test('a rerun that was refused is not sent after its earlier run was continued', async () => {
  const harness = await common('403@run:100')
  const run = await harness.run(fresh(8))
  await harness.until(async () => (await harness.journal.reader.run(run.id))?.state === 'paused')
  await harness.quiet()
  const again = await runAgain(harness, run, 'rejected')
  await harness.until(async () => (await harness.journal.reader.run(again.id))?.state !== 'running')
  harness.sandbox.setFaults('')
  await harness.engine.resume(run.id)
  await harness.done(run)
  await harness.engine.resume(again.id)
  await harness.quiet()
  expect(new Set(await countAccepted(harness, run))).toEqual(new Set([1]))
})

// Would catch: *Try again* of a stopped job that is billed although its rerun is under way.
test('a stopped job that was run again is not sent by Try again, and says why', async () => {
  const harness = await common('')
  harness.engine.setOnline(false)
  const run = await harness.run(fresh(1))
  const [job] = await harness.jobs(run)
  await harness.engine.stopJob(job?.id ?? '')
  harness.engine.setOnline(true)
  const again = await runAgain(harness, run, 'stopped')
  expect(await harness.engine.requeueJob(job?.id ?? '')).toMatchObject({
    ok: false,
    error: { code: 'job.sentElsewhere' },
  })
  await harness.done(again)
  expect(await countAccepted(harness, run)).toEqual([1])
})

// Would catch: a job that was run again on purpose, was stopped before it was sent, and can never be sent any more.
test('a rerun of a finished job that was stopped can be sent', async () => {
  const harness = await common('')
  const run = await harness.run(fresh(1))
  await harness.done(run)
  harness.clock.advance(1_000)
  harness.engine.setOnline(false)
  const again = await runAgain(harness, run, 'finished')
  await harness.engine.stop(again.id)
  harness.engine.setOnline(true)
  expect(await harness.engine.sendStopped(again.id)).toMatchObject({ ok: true })
  await harness.until(async () => (await harness.journal.reader.run(again.id))?.counts.finished === 1)
  expect(await countAccepted(harness, run)).toEqual([2])
})

// Would catch: a stopped job that is never sent since somebody tried its source with another workflow.
test('what was stopped and run again with another workflow is still sent', async () => {
  const harness = await common('')
  harness.engine.setOnline(false)
  const run = await harness.run(fresh(1))
  await harness.engine.stop(run.id)
  const jobIds = (await harness.jobs(run)).map(({ id }) => id)
  const workflowId = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1102'
  await harness.engine.rerun({ from: { kind: 'jobs', jobIds }, workflowId, includeUnknown: false })
  harness.engine.setOnline(true)
  await harness.engine.sendStopped(run.id)
  await harness.until(async () => (await harness.journal.reader.run(run.id))?.counts.finished === 1)
  expect(await countAccepted(harness, run)).toEqual([2])
})
