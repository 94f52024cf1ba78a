import * as fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { appError } from '#shared/errors/catalogue.ts'
import { JOB_STATES, type JobPatch, type JobState } from '#shared/model/job.ts'
import { DEFAULT_RUN_OPTIONS } from '#shared/model/run.ts'
import type { JournalCommand } from '#main/storage/journal/journal-command.ts'
import { at, openTestJournal, newJob, newRun, createScratchFolder } from '#main/storage/testing/journals.ts'

const opened = () => openTestJournal(createScratchFolder(onTestFinished), onTestFinished)

const stopped = (runId: string): JournalCommand => ({ kind: 'stopRun', runId })
const resumed = (runId: string, states: readonly JobState[]): JournalCommand => ({
  kind: 'resumeRun',
  runId,
  states,
  retriesUploads: false,
  options: DEFAULT_RUN_OPTIONS,
})

// Would catch: two senders that both believe they moved the job, i.e. one source billed twice.
test('of many changes from one state exactly one succeeds', async () => {
  const { writer, reader } = await opened()
  const run = newRun(20)
  await writer.createRun(run)
  for (const { id } of run.jobs) {
    const tries = Array.from({ length: 8 }, (_, index) =>
      writer.change({ id, from: 'ready', to: 'sending', patch: { sentAt: index } }),
    )
    const won = await Promise.all(tries)
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await reader.job(id)).toMatchObject({ state: 'sending', sentAt: won.indexOf(true) })
  }
  expect(await writer.change({ id: 'unheard-of', from: 'ready', to: 'sending', patch: {} })).toBe(false)
})

// Would catch: a column that is not written, not read back, or lost with a later change.
test('a job comes back as it was made and changed', async () => {
  const { writer, reader } = await opened()
  const sealed = new Uint8Array([0, 255, 128])
  const job = newJob(0, {
    source: { kind: 'url', url: 'https://example.com/ä"?…', sealed: true },
    labels: { colour: 'blue', __proto__x: '1' },
    retryOf: 'earlier',
    attached: true,
    remoteJobId: 'remote',
    sealed,
  })
  await writer.createRun(newRun(0, { id: 'run', jobs: [job] }))
  const { sealed: _, ...given } = job
  const initial = {
    ...given,
    runId: 'run',
    connectionId: 'connection',
    workflowId: 'workflow',
    remoteStatus: null,
    createdAt: 1_000,
    sentAt: null,
    startedAt: null,
    endedAt: null,
    durationMs: null,
    uploadId: null,
    polls: 0,
    slow: false,
    forgottenAt: null,
    error: null,
    verdict: 'none',
    summary: '',
    body: null,
    files: null,
    watching: true,
    acknowledged: false,
    tags: [],
    note: null,
  }
  expect(await reader.job(job.id)).toEqual(initial)
  expect(await reader.sealed(job.id)).toEqual(sealed)

  const patch: Required<JobPatch> = {
    uploadId: 'upload',
    handle: 'brought',
    polls: 3,
    slow: true,
    files: { kept: 1, total: 2 },
    remoteJobId: 'other',
    remoteStatus: 'Never seen',
    sentAt: 1,
    startedAt: 2,
    endedAt: 3,
    durationMs: 4.5,
    forgottenAt: 5,
    error: appError('service.failed', { status: 'x' }, { status: 200, detail: 'd' }),
    verdict: 'flagged',
    summary: 'sum',
    body: { bytes: 9, sha256: 'ab' },
    attached: false,
    watching: false,
    acknowledged: true,
  }
  expect(await writer.change({ id: job.id, from: 'ready', to: 'ready', patch })).toBe(true)
  expect(await reader.job(job.id)).toEqual({ ...initial, ...patch })
  expect(await writer.change({ id: job.id, from: 'ready', to: 'sending', patch: {} })).toBe(true)
  expect(await reader.job(job.id)).toEqual({ ...initial, ...patch, state: 'sending' })
})

// Would catch: counts that drift from the jobs (a move counted twice, or not at all when nothing moved).
test('the counts of a run always equal a recount', async () => {
  const { writer, reader } = await opened()
  const state = fc.constantFrom(...JOB_STATES)
  const step = fc.oneof(
    fc.record({ kind: fc.constant('one' as const), job: fc.nat(5), from: state, to: state }),
    fc.record({ kind: fc.constant('stop' as const) }),
    fc.record({ kind: fc.constant('resume' as const), states: fc.uniqueArray(state, { minLength: 1 }) }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(state, { minLength: 6, maxLength: 6 }),
      fc.array(step),
      async (states, steps) => {
        const jobs = states.map((state, position) => newJob(position, { state }))
        const run = newRun(0, { jobs })
        await writer.createRun(run)
        await Promise.all(
          steps.map((step, place) => {
            if (step.kind === 'one')
              return writer.change({ id: at(jobs, step.job).id, from: step.from, to: step.to, patch: {} })
            const command = step.kind === 'stop' ? stopped(run.id) : resumed(run.id, step.states)
            return writer.execute(`${run.id} ${place}`, 1, command)
          }),
        )
        const found = (await reader.page({ runId: run.id }, null, 100)).jobs
        const kept = await reader.run(run.id)
        for (const state of JOB_STATES) {
          const recount = found.filter((job) => job.state === state).length
          expect(kept?.counts[state]).toBe(recount)
          expect(await reader.count({ runId: run.id, states: [state] })).toBe(recount)
        }
        expect(kept?.total).toBe(6)
      },
    ),
    { numRuns: 25 },
  )
})

// Would catch: a stop that reaches jobs of another run or state, and requeued jobs that still show their old refusal.
test('a whole run moves at once: to an end with its time, back in the queue without its error', async () => {
  const { writer, reader } = await opened()
  const run = newRun(4)
  const other = newRun(1)
  await writer.createRun(run)
  await writer.createRun(other)
  const first = at(run.jobs, 0).id
  const error = appError('service.forbidden')
  await writer.change({ id: first, from: 'ready', to: 'rejected', patch: { error, endedAt: 5, sentAt: 4 } })

  await writer.execute('stop', 77, stopped(run.id))
  expect(await reader.job(at(run.jobs, 1).id)).toMatchObject({ state: 'stopped', endedAt: 77 })
  expect(await reader.job(at(other.jobs, 0).id)).toMatchObject({ state: 'ready', endedAt: null })

  await writer.execute('resume', 78, resumed(run.id, ['rejected']))
  expect(await reader.job(first)).toMatchObject({ state: 'ready', endedAt: null, error: null, sentAt: null })
  expect(await reader.count({ runId: run.id, text: 'refused' })).toBe(0)
})

// Would catch: a run's pause or end that is not kept.
test('a run keeps its state, why it paused and when it ended', async () => {
  const { writer, reader } = await opened()
  const run = newRun(1)
  await writer.createRun(run)
  expect(await reader.run(run.id)).toMatchObject({
    state: 'running',
    pausedBy: null,
    endedAt: null,
    total: 1,
  })
  const pausedBy = appError('run.refusedAlike', { count: 5, reason: 'x' })
  await writer.changeRun({ id: run.id, state: 'paused', pausedBy, endedAt: null })
  expect(await reader.run(run.id)).toMatchObject({ state: 'paused', pausedBy })
  await writer.changeRun({ id: run.id, state: 'done', pausedBy: null, endedAt: 9 })
  expect(await reader.runs({ states: ['done'] }, 5)).toMatchObject([
    { id: run.id, pausedBy: null, endedAt: 9 },
  ])
  expect(await reader.runs({ states: ['running', 'paused'] }, 5)).toEqual([])
})

// Would catch: a large run that is half there when its promise resolves or is seen half made, or blocks the main thread.
test('a run of 20,000 jobs appears at once and whole', async () => {
  const { writer, reader } = await opened()
  const run = newRun(20_000)
  const creation = { done: false }
  const created = writer.createRun(run).then(() => (creation.done = true))
  while (!creation.done) {
    const seen = await reader.count({})
    expect([0, 20_000]).toContain(seen)
  }
  await created
  expect(await reader.run(run.id)).toMatchObject({ total: 20_000, counts: { ready: 20_000 } })
  const fed = await reader.jobsInState('ready', null, 2, run.id)
  expect(fed.map((job) => job.position)).toEqual([0, 1])
  expect((await reader.jobsInState('ready', at(fed, 1).id, 1)).map((job) => job.position)).toEqual([2])
})

// Would catch: a run of which a part stays after a failure (here: an id that is there already).
test('a run that cannot be written whole is not written at all', async () => {
  const { writer, reader } = await opened()
  const twice = newJob(1200)
  const run = newRun(0, { jobs: [...newRun(1200).jobs, twice, twice] })
  const beside = newRun(1)
  const outcomes = await Promise.allSettled([writer.createRun(run), writer.createRun(beside)])
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'fulfilled'])
  expect(await reader.run(run.id)).toBeNull()
  expect(await reader.count({})).toBe(1)
  expect((await reader.page({}, null, 10)).jobs).toHaveLength(1)
})
