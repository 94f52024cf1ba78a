import { expect, onTestFinished, test } from 'vitest'
import type { JobState } from '#shared/model/job.ts'
import { at, openTestJournal, newJob, newRun, createScratchFolder } from '#main/storage/testing/journals.ts'

const opened = () => openTestJournal(createScratchFolder(onTestFinished), onTestFinished)

/** Unix ms of a moment on the clock of this computer. */
const local = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime()

// Would catch: a billed start counted twice, on the wrong day, for the wrong connection, or a refusal counted at all.
test('billed starts are counted by connection and local day', async () => {
  const { writer, reader } = await opened()
  const run = newRun(8)
  const foreign = newRun(1, { connectionId: 'other' })
  await writer.createRun(run)
  await writer.createRun(foreign)
  const move = async (id: string, from: JobState, to: JobState, sentAt?: number) => {
    const patch = sentAt === undefined ? {} : { sentAt }
    expect(await writer.change({ id, from, to, patch })).toBe(true)
  }
  const send = async (index: number, sentAt: number, to: JobState) => {
    const { id } = at(run.jobs, index)
    await move(id, 'ready', 'sending', sentAt)
    await move(id, 'sending', to)
  }
  await send(0, local(24, 0), 'started')
  await send(1, local(24, 23), 'unknown')
  await send(2, local(23, 23), 'started')
  await send(3, local(24, 9), 'rejected')
  await send(4, local(24, 9), 'ready')
  await send(5, new Date(2026, 9, 31, 23).getTime(), 'started')
  await send(6, local(23, 8), 'unknown')
  await move(at(foreign.jobs, 0).id, 'ready', 'sending', local(24, 5))
  await move(at(foreign.jobs, 0).id, 'sending', 'started')

  expect(await reader.billedStarts('connection', local(24, 12))).toEqual({
    today: { accepted: 1, maybe: 1 },
    month: { accepted: 2, maybe: 2 },
  })
  // The person attaches one that was lost yesterday: it counts for the day it was sent on.
  await move(at(run.jobs, 6).id, 'unknown', 'started')
  // One found by its job id was not started from here.
  await writer.createRun(newRun(0, { jobs: [newJob(0, { state: 'started', attached: true })] }))
  await move(at(run.jobs, 0).id, 'started', 'finished')
  expect(await reader.billedStarts('connection', local(24, 12))).toEqual({
    today: { accepted: 1, maybe: 1 },
    month: { accepted: 3, maybe: 1 },
  })
  expect(await reader.billedStarts('connection', local(23, 12))).toMatchObject({
    today: { accepted: 2, maybe: 0 },
  })
  expect(await reader.billedStarts('other', local(24, 12))).toMatchObject({ today: { accepted: 1 } })
  expect(await reader.billedStarts('nobody', local(24, 12))).toEqual({
    today: { accepted: 0, maybe: 0 },
    month: { accepted: 0, maybe: 0 },
  })
})

// Would catch: figures over all runs, a median of jobs that have none, the fastest for the slowest.
test('the figures of a run: requests, median, slowest, slow now', async () => {
  const { writer, reader } = await opened()
  const run = newRun(9)
  await writer.createRun(run)
  await writer.createRun(newRun(3))
  const change = (index: number, to: JobState, patch: object) =>
    writer.change({ id: at(run.jobs, index).id, from: 'ready', to, patch })
  for (const [index, durationMs] of [50, 10, 70, 30, 20, 60].entries()) {
    await change(index, index === 0 ? 'failed' : 'finished', { durationMs, polls: 2 })
  }
  await change(6, 'started', { slow: true, polls: 9 })
  await change(7, 'finished', { slow: true })
  const name = (index: number) => at(run.jobs, index).id
  expect(await reader.figures(run.id)).toEqual({
    polls: 21,
    medianMs: 50,
    slowest: [
      { jobId: name(2), durationMs: 70 },
      { jobId: name(5), durationMs: 60 },
      { jobId: name(0), durationMs: 50 },
      { jobId: name(3), durationMs: 30 },
      { jobId: name(4), durationMs: 20 },
    ],
    slowNow: 1,
  })
  expect(await reader.figures('nobody')).toEqual({ polls: 0, medianMs: null, slowest: [], slowNow: 0 })
})

// Would catch: a result of another workflow or connection, or a failed one, that keeps a source from being run.
test('sources with a finished result are known by what was asked for', async () => {
  const { writer, reader } = await opened()
  const jobs = [
    newJob(0, { source: { kind: 'handle', handle: 'H1' } }),
    newJob(1, { source: { kind: 'url', url: 'https://example.com/a?b=%20' } }),
    newJob(2, { source: { kind: 'alias', alias: 'x', path: 'a/"b".jpg' } }),
    newJob(3, { source: { kind: 'file', path: '/f' }, handle: 'H2' }),
    newJob(4, { source: { kind: 'handle', handle: 'failed' } }),
  ]
  const run = newRun(0, { jobs })
  await writer.createRun(run)
  for (const [index, { id }] of jobs.entries()) {
    await writer.change({ id, from: 'ready', to: index === 4 ? 'failed' : 'finished', patch: {} })
  }
  const texts = ['H1', 'h1', 'https://example.com/a?b=%20', 'src://x/a/"b".jpg', 'H2', '/f', 'failed', 'H1']
  const known = ['H1', 'https://example.com/a?b=%20', 'src://x/a/"b".jpg', 'H2']
  expect((await reader.finishedSources('connection', 'workflow', texts)).toSorted()).toEqual(known.toSorted())
  expect(await reader.finishedSources('connection', 'another', texts)).toEqual([])
  expect(await reader.finishedSources('another', 'workflow', texts)).toEqual([])
  const many = Array.from({ length: 5_000 }, (_, index) => `none${index}`)
  expect(await reader.finishedSources('connection', 'workflow', [...many, 'H2'])).toEqual(['H2'])
})

// Would catch: a source whose answer was lost that is pasted again, and billed twice, without a word.
test('sources with a job that may have started are known by what was asked for', async () => {
  const { writer, reader } = await opened()
  const jobs = [
    newJob(0, { source: { kind: 'handle', handle: 'lost' } }),
    newJob(1, { source: { kind: 'handle', handle: 'ended' } }),
    newJob(2, { source: { kind: 'file', path: '/f' }, handle: 'lost-file' }),
  ]
  await writer.createRun(newRun(0, { jobs }))
  for (const [index, { id }] of jobs.entries())
    await writer.change({ id, from: 'ready', to: index === 1 ? 'finished' : 'unknown', patch: {} })
  const texts = ['lost', 'ended', 'lost-file', '/f', 'never']
  expect((await reader.unclearSources('connection', 'workflow', texts)).toSorted()).toEqual([
    'lost',
    'lost-file',
  ])
  expect(await reader.unclearSources('connection', 'another', texts)).toEqual([])
  expect(await reader.unclearSources('another', 'workflow', texts)).toEqual([])
})

// Would catch: a list that is pasted once more while it runs, and is billed twice without a word.
test('sources of which a job waits or runs are known, a file that is not uploaded yet by its path', async () => {
  const { writer, reader } = await opened()
  const jobs = [
    newJob(0, { source: { kind: 'handle', handle: 'waiting' } }),
    newJob(1, { source: { kind: 'handle', handle: 'running' } }),
    newJob(2, { source: { kind: 'handle', handle: 'over' } }),
    newJob(3, { source: { kind: 'file', path: '/f' }, state: 'queued' }),
    newJob(4, { source: { kind: 'file', path: '/g' }, handle: 'uploaded' }),
  ]
  await writer.createRun(newRun(0, { jobs }))
  await writer.change({ id: jobs[1]?.id ?? '', from: 'ready', to: 'started', patch: {} })
  await writer.change({ id: jobs[2]?.id ?? '', from: 'ready', to: 'finished', patch: {} })
  const texts = ['waiting', 'running', 'over', '/f', '/g', 'uploaded', 'never']
  expect((await reader.openSources('connection', 'workflow', texts)).toSorted()).toEqual([
    '/f',
    'running',
    'uploaded',
    'waiting',
  ])
  expect(await reader.openSources('connection', 'another', texts)).toEqual([])
  expect(await reader.openSources('another', 'workflow', texts)).toEqual([])
})
