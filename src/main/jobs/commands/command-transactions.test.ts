import { expect, onTestFinished, test } from 'vitest'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'
import {
  CONNECTION,
  createEngineHarness,
  handles,
  MODERATION,
  type EngineHarness,
} from '#main/jobs/testing/engine-harness.ts'

const { common, fresh } = createSharedHarness()
const startsOf = (harness: EngineHarness): number => harness.sandbox.ledger.counts().run ?? 0

function must<T>(answer: { ok: true; data: T } | { ok: false; error: { message: string } }): T {
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.data
}

const toRequest = (sources: readonly string[]) => ({
  connectionId: CONNECTION,
  workflowId: MODERATION,
  jobs: sources.map((handle) => ({ source: { kind: 'handle', handle } as const, sealed: null })),
})

// Would catch: a press that is asked twice and billed twice.
test('a command that is asked again under its id answers the same, and nothing is done twice', async () => {
  const harness = await common('')
  const request = toRequest(fresh(3))
  const before = startsOf(harness)
  const [first, second] = await Promise.all([
    harness.engine.createRun(request, 'create-command'),
    harness.engine.createRun(request, 'create-command'),
  ])
  const run = must(first)
  expect(must(second).id).toBe(run.id)
  await harness.done(run)
  expect(must(await harness.engine.createRun(request, 'create-command'))).toMatchObject({
    id: run.id,
    state: 'done',
  })
  expect(startsOf(harness)).toBe(before + 3)

  const [job] = await harness.jobs(run)
  const again = must(await harness.engine.rerunJob(job?.id ?? '', 'rerun-command'))
  expect(must(await harness.engine.rerunJob(job?.id ?? '', 'rerun-command')).id).toBe(again.id)
  // A refusal is an answer, too.
  const refused = await harness.engine.stopJob(job?.id ?? '', 'stop-command')
  expect(refused).toMatchObject({ ok: false, error: { code: 'job.notAllowed' } })
  expect(await harness.engine.stopJob(job?.id ?? '', 'stop-command')).toEqual(refused)
})

// Would catch: a pause asked for once that a repeated Continue of long ago undoes.
test('a repeated command changes nothing, whatever happened since', async () => {
  const harness = await createEngineHarness(onTestFinished, { limits: { concurrency: 1, perSecond: 1 } })
  const run = await harness.run(handles(20))
  await harness.engine.pause(run.id, 'pause-command')
  await harness.engine.resume(run.id, 'resume-command')
  await harness.engine.pause(run.id, 'second-pause')
  expect(must(await harness.engine.resume(run.id, 'resume-command')).state).toBe('paused')
  const sent = startsOf(harness)
  harness.clock.advance(60_000)
  await harness.quiet()
  expect(startsOf(harness)).toBe(sent)
})

// Would catch: a run with work left that no command moves any more, since its own row says that it is done.
test('jobs that are stranded in a run that is done are taken up at the start', async () => {
  const first = await createEngineHarness(onTestFinished, { limits: { concurrency: 1, perSecond: 1 } })
  const run = await first.run(handles(6))
  await first.engine.pause(run.id)
  await first.journal.writer.changeRun({ id: run.id, state: 'done', pausedBy: null, endedAt: 1 })
  await first.close()
  const second = await createEngineHarness(onTestFinished, { after: first })
  expect((await second.engine.start('continue')).waiting).toBeGreaterThan(0)
  await second.done(run)
  expect(await second.states(run)).toEqual({ finished: 6 })
})

// Would catch: Continue that sends, and bills, what the person took out by hand.
test('Continue sends what was refused and what waited, never what the person took out', async () => {
  const harness = await createEngineHarness(onTestFinished, {
    faults: '403@run',
    limits: { concurrency: 1, perSecond: null },
  })
  const run = await harness.run(handles(12))
  await harness.until(() => harness.notified.runs.at(-1)?.state === 'paused')
  const waiting = (await harness.jobs(run)).filter(({ state }) => state === 'ready').slice(0, 2)
  for (const { id } of waiting) must(await harness.engine.stopJob(id))
  harness.sandbox.setFaults('')
  must(await harness.engine.resume(run.id))
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 10, stopped: 2 })
  // The same once the run has ended, and nothing is left to send.
  expect(must(await harness.engine.resume(run.id)).state).toBe('done')
  expect(await harness.states(run)).toEqual({ finished: 10, stopped: 2 })
  // Tried again one by one they go.
  for (const { id } of waiting) must(await harness.engine.requeueJob(id))
  await harness.until(async () => (await harness.states(run)).finished === 12)
})

// Would catch: Attach pressed twice that makes two jobs of one.
test('one job id stands in one job, also when it is attached twice at once', async () => {
  const harness = await common('reset-after-accept@run:1')
  const run = await harness.run(fresh(1))
  await harness.done(run)
  const remoteJobId = harness.sandbox.ledger.runs().at(-1)?.jobid ?? ''
  const answers = await Promise.all([
    harness.engine.attachNew(CONNECTION, remoteJobId),
    harness.engine.attachNew(CONNECTION, remoteJobId),
  ])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'job.idTaken' } })
  const holders = (await harness.jobs()).filter((job) => job.remoteJobId === remoteJobId)
  expect(holders).toHaveLength(1)
})

// Would catch: failed jobs that every further press of Run again sends and bills once more.
test('what a rerun has finished, or still runs, is not in the next one unless it is asked for', async () => {
  const harness = await common('403@run:4')
  const run = await harness.run(fresh(4))
  await harness.done(run)
  const from = { kind: 'run', runId: run.id, cause: null } as const
  const request = { from, workflowId: null, includeUnknown: false }
  harness.sandbox.setFaults('403@run:1')
  const before = startsOf(harness)
  // Nothing leaves before both presses are answered: a job that is refused again in between may be sent again.
  harness.engine.setOnline(false)
  const [[first], second] = await Promise.all([
    harness.engine.rerun(request, 'first-press').then(must),
    harness.engine.rerun(request, 'second-press'),
  ])
  expect(second).toMatchObject({ ok: false, error: { code: 'run.nothingAgain' } })
  harness.engine.setOnline(true)
  if (first === undefined) throw new Error('no run')
  await harness.done(first)
  expect(startsOf(harness)).toBe(before + 4)
  // The one that was refused again is left.
  const preview = must(await harness.engine.rerunPreview(request))
  expect(preview).toMatchObject({ jobs: 1, again: { jobs: 3, finished: 3 } })
  const ticked = must(await harness.engine.rerunPreview({ ...request, includeRerun: true }))
  expect(ticked).toMatchObject({ jobs: 4, again: { jobs: 3, finished: 3 } })
})
