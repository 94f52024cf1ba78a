import { setImmediate as turn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'
import {
  CONNECTION,
  handles,
  MODERATION,
  createEngineHarness,
  type EngineHarness,
} from '#main/jobs/testing/engine-harness.ts'

const { common, fresh } = createSharedHarness()

const sentOf = (harness: EngineHarness): number => harness.sandbox.ledger.counts().run ?? 0

// Would catch: a pause that stops too late, breaks what is in flight off, or of which a second one undoes something.
test('a pause sends nothing more and lets what is in flight end; a second one changes nothing', async () => {
  const harness = await common('limit:10')
  const run = await harness.run(fresh(60))
  await harness.until(() => sentOf(harness) >= 12)
  expect(await harness.engine.pause(run.id)).toMatchObject({
    ok: true,
    data: { state: 'paused', pausedBy: null },
  })
  expect(await harness.engine.pause(run.id)).toMatchObject({ ok: true, data: { state: 'paused' } })
  await harness.quiet()
  const sent = sentOf(harness)
  for (let step = 0; step < 60; step++) {
    harness.clock.advance(1000)
    await harness.quiet()
  }
  expect(sentOf(harness)).toBe(sent)
  const states = await harness.states(run)
  expect(states.ready).toBe(60 - sent)
  expect(states.finished).toBe(sent)
  expect(await harness.engine.resume(run.id)).toMatchObject({ ok: true, data: { state: 'running' } })
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 60 })
})

// Would catch: a request that leaves after the pause because its intent was being written at that moment.
test('an intent that is committed when the pause comes is taken back, and nothing is sent', async () => {
  const paused: { answer: Promise<unknown> | null } = { answer: null }
  const harness = await createEngineHarness(onTestFinished, {
    ports: {
      onJob: (job) => {
        if (job.state === 'sending') paused.answer ??= harness.engine.pause(job.runId)
      },
    },
  })
  const run = await harness.run(fresh(4))
  await harness.until(() => paused.answer !== null)
  expect(await paused.answer).toMatchObject({ ok: true, data: { state: 'paused' } })
  await harness.until(async () => (await harness.states()).ready === 4)
  expect(sentOf(harness)).toBe(0)
  await harness.engine.resume(run.id)
  await harness.done(run)
  expect(await harness.states()).toEqual({ finished: 4 })
  expect(sentOf(harness)).toBe(4)
})

// Would catch: a stopped run that goes on sending, forgets what it sent, or never ends.
test('stop: what waits is stopped, what was sent is watched to its end, then the run is done', async () => {
  const harness = await common('limit:10')
  const before = sentOf(harness)
  const run = await harness.run(fresh(40))
  await harness.until(() => sentOf(harness) - before >= 10)
  const stopped = await harness.engine.stop(run.id)
  expect(stopped).toMatchObject({ ok: true })
  await harness.done(run)
  const sent = sentOf(harness) - before
  expect(await harness.states(run)).toEqual({ finished: sent, stopped: 40 - sent })
  expect(harness.notified.runs.findLast(({ id }) => id === run.id)).toMatchObject({
    state: 'done',
    pausedBy: null,
  })
  expect((await harness.journal.reader.run(run.id))?.endedAt).toBe(
    harness.notified.runs.findLast(({ id }) => id === run.id)?.endedAt,
  )

  // They may return to the queue.
  harness.sandbox.setFaults('')
  expect(await harness.engine.resume(run.id)).toMatchObject({ ok: true, data: { state: 'running' } })
  harness.notified.runs.length = 0
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 40 })
  expect(sentOf(harness) - before).toBe(40)
})

// Would catch: a pause or stop that is pressed while the run is about to go on, and is lost.
test.each(['pause', 'stop'] as const)('a %s right after "Continue" holds', async (command) => {
  const harness = await common('limit:10')
  const before = sentOf(harness)
  const run = await harness.run(fresh(60))
  await harness.until(() => sentOf(harness) - before >= 10)
  await harness.engine.pause(run.id)
  await harness.quiet()
  const sent = sentOf(harness)
  const [, answer] = await Promise.all([harness.engine.resume(run.id), harness.engine[command](run.id)])
  expect(answer).toMatchObject({ ok: true, data: { state: command === 'pause' ? 'paused' : 'stopping' } })
  for (let step = 0; step < 10; step++) {
    harness.clock.advance(1000)
    await harness.quiet()
  }
  expect(sentOf(harness)).toBe(sent)
  await harness.engine.stop(run.id)
  await harness.done(run)
})

// Would catch: two copies of one run at work after "Continue" was pressed twice, one of which no pause reaches.
test('a run that is taken up twice at once is one run', async () => {
  const harness = await common('limit:10')
  const before = sentOf(harness)
  const run = await harness.run(fresh(60))
  await harness.until(() => sentOf(harness) - before >= 10)
  await harness.engine.stop(run.id)
  await harness.done(run)
  const begun = await Promise.all([harness.engine.resume(run.id), harness.engine.resume(run.id)])
  expect(begun).toMatchObject([{ ok: true }, { ok: true }])
  await harness.engine.pause(run.id)
  await harness.quiet()
  const sent = sentOf(harness)
  for (let step = 0; step < 10; step++) {
    harness.clock.advance(1000)
    await harness.quiet()
  }
  expect(sentOf(harness)).toBe(sent)
  await harness.engine.stop(run.id)
  await harness.until(
    () => harness.notified.runs.findLast((changed) => changed.id === run.id)?.state === 'done',
  )
})

// Would catch: a big run behind which a person waits for a single job.
test('a small run goes before a big one', async () => {
  const harness = await common('limit:10')
  const before = sentOf(harness)
  const big = await harness.run(fresh(100))
  await harness.until(() => sentOf(harness) - before >= 10)
  const small = await harness.run(fresh(2))
  await harness.done(small)
  expect(sentOf(harness) - before).toBeLessThan(60)
  harness.sandbox.setFaults('')
  await harness.done(big)
})

// Would catch: creating a large run in one piece on main's thread, or reading all its jobs at once to send a few.
test('a run of 20,000 jobs leaves the thread free while it is written, and its jobs are told without one event each', async () => {
  const harness = await createEngineHarness(onTestFinished, { limits: { concurrency: 4, perSecond: 1 } })
  const state = { written: false, turns: 0 }
  const writing = harness.run(handles(20_000)).then((run) => {
    state.written = true
    return run
  })
  while (!state.written) {
    await turn()
    state.turns += 1
  }
  const run = await writing
  expect(run).toMatchObject({ total: 20_000, state: 'running' })
  expect(state.turns).toBeGreaterThan(20)
  expect(harness.notified.jobs.length).toBeLessThan(600)
  expect(await harness.engine.stop(run.id)).toMatchObject({ ok: true })
  expect((await harness.journal.reader.run(run.id))?.counts.stopped).toBeGreaterThan(19_900)
})

// Would catch: bad input that reaches the journal or a request.
test.each([
  ['no sources', { workflowId: MODERATION, jobs: [] }, 'source.none'],
  ['a workflow id with a space', { workflowId: 'a b' }, 'workflow.invalidId'],
  ['no workflow', { workflowId: '' }, 'workflow.missing'],
] as const)('%s is refused with its reason', async (_, request, code) => {
  const harness = await common('')
  const jobs = [{ source: { kind: 'handle', handle: 'Handle00000000000000' }, sealed: null }] as const
  expect(await harness.engine.createRun({ connectionId: CONNECTION, jobs, ...request })).toMatchObject({
    ok: false,
    error: { code },
  })
})
