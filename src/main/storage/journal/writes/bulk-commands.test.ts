import { cpSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { JobState } from '#shared/model/job.ts'
import { DEFAULT_RUN_OPTIONS } from '#shared/model/run.ts'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder, newJob, newRun, openTestJournal } from '#main/storage/testing/journals.ts'
import { IS_RESUMED } from './command-sql.ts'
import { commitAll } from './group-commit.ts'
import { createJournalWrites } from './journal-writes.ts'
import type { PendingCommand } from './pending-commands.ts'

const JOBS = 600
const DAY_MS = 24 * 3_600_000
/** Slices end by time. With each step so much of it passes, ms, however fast the machine is. */
const STEP_MS = 0.5

function letStepsTakeTime(): void {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += STEP_MS))
}

/** What a kill at this moment leaves of a data folder: its files without the memory that its processes share. */
function copyAsKilled(folder: string): string {
  const copy = createScratchFolder(onTestFinished)
  cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('-shm') })
  return copy
}

/** A journal with one run whose jobs are in `state`, opened as a process has it. */
function setUp(state: JobState) {
  const folder = createScratchFolder(onTestFinished)
  const jobs = Array.from({ length: JOBS }, (_, at) => newJob(at, { state, ...(at % 2 ? {} : FILE) }))
  const run = newRun(0, { jobs })
  const open = (inFolder: string) => {
    const { db } = openJournalDatabase(inFolder, 0)
    const [writes, reads] = [createJournalWrites(db, inFolder), createJournalReads(db, inFolder)]
    const commit = (slices: Iterator<void, unknown, void>): boolean => {
      db.exec('BEGIN IMMEDIATE')
      const isDone = slices.next().done === true
      db.exec('COMMIT')
      return isDone
    }
    return {
      db,
      writes,
      reads,
      commit,
      completeAll: (slices: Iterator<void, unknown, void>) => commitAll(db, slices),
    }
  }
  const first = open(folder)
  first.writes.createRun(run, jobs)
  return { run, folder, open, first }
}

const FILE = { source: { kind: 'file', path: '/a.jpg' } } as const

type BulkCommand = PendingCommand['command']

const toCommand = (
  kind: BulkCommand['kind'],
  { id: runId, jobs }: ReturnType<typeof newRun>,
): PendingCommand => {
  const commands: { readonly [K in BulkCommand['kind']]: BulkCommand } = {
    stopRun: { kind: 'stopRun', runId },
    resumeRun: {
      kind: 'resumeRun',
      runId,
      states: ['rejected'],
      retriesUploads: true,
      options: DEFAULT_RUN_OPTIONS,
    },
    lookAgain: { kind: 'lookAgain', runs: [{ runId, jobIds: Array.from(jobs, ({ id }) => id) }] },
    tagJobs: { kind: 'tagJobs', jobIds: Array.from(jobs, ({ id }) => id), add: ['Urgent'], remove: [] },
    noteJobs: { kind: 'noteJobs', jobIds: Array.from(jobs, ({ id }) => id), note: 'seen' },
    deleteJobs: { kind: 'deleteJobs', jobIds: Array.from(jobs, ({ id }) => id) },
    restoreJobs: { kind: 'restoreJobs', deletionId: 'earlier-deletion' },
  }
  return { id: 'bulk-command', at: 7, command: commands[kind] }
}

// Would catch: a Continue or Stop of very many jobs that a kill leaves half done, or that is done twice under one id.
test.each([
  ['stopRun', 'queued', 'running', { stopped: JOBS }, 'stopping'],
  ['resumeRun', 'rejected', 'done', { queued: JOBS / 2, ready: JOBS / 2 }, 'running'],
  ['lookAgain', 'expired', 'done', { started: JOBS }, 'running'],
  ['tagJobs', 'stopped', 'done', { stopped: JOBS }, 'done'],
  ['deleteJobs', 'stopped', 'done', { stopped: 0 }, 'done'],
  ['restoreJobs', 'stopped', 'done', { stopped: JOBS }, 'done'],
] as const)('%s of many jobs, killed between any two slices, is completed by the next start', (...row) => {
  const [kind, from, runState, counts, endState] = row
  letStepsTakeTime()
  const { run, folder, open, first } = setUp(from)
  onTestFinished(() => first.db.close())
  first.writes.changeRun({
    id: run.id,
    state: runState,
    pausedBy: null,
    endedAt: runState === 'done' ? 5 : null,
  })
  if (kind === 'restoreJobs')
    first.completeAll(
      first.writes.executeInSlices({ ...toCommand('deleteJobs', run), id: 'earlier-deletion' }),
    )
  const before = first.reads.run(run.id)?.counts[from]
  const pending = toCommand(kind, run)
  expect(first.writes.isBulk(pending.command)).toBe(true)
  const slices = first.writes.executeInSlices(pending)
  const killed = [copyAsKilled(folder)]
  for (let isDone = false; !isDone;) {
    isDone = first.commit(slices)
    killed.push(copyAsKilled(folder))
  }
  expect(killed.length).toBeGreaterThan(3)

  for (const [killedAfter, copy] of killed.entries()) {
    const second = open(copy)
    for (const left of second.writes.pendingCommands())
      second.completeAll(second.writes.executeInSlices(left))
    expect(second.writes.pendingCommands()).toEqual([])
    const seen = second.reads.run(run.id)
    if (killedAfter === 0) expect([seen?.state, seen?.counts[from]]).toEqual([runState, before])
    else {
      expect([seen?.state, seen?.counts]).toMatchObject([endState, counts])
      expect(second.reads.command(pending.id)).toMatchObject({ kind: 'done' })
    }
    // Asked again it is done once.
    second.completeAll(second.writes.executeInSlices(pending))
    expect(second.reads.run(run.id)?.counts).toMatchObject(counts)
    second.writes.changeRun({ id: run.id, state: 'paused', pausedBy: null, endedAt: null })
    second.completeAll(second.writes.executeInSlices(pending))
    expect(second.reads.run(run.id)?.state).toBe('paused')
    second.db.close()
  }
})

// Would catch: a Continue that reads all jobs of the workflow for each of its jobs (30,000 did not end within 14 minutes).
test('whether a source is sent elsewhere is looked up by the lineage of its job', () => {
  const { first } = setUp('stopped')
  onTestFinished(() => first.db.close())
  const plan = first.db.prepare(`EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE id = ? AND ${IS_RESUMED}`)
  const searches = plan
    .all('')
    .map((row) => String(row['detail']))
    .filter((detail) => /^(SEARCH|SCAN) (older|newer|other|jobs)/.test(detail))
  expect(searches).toHaveLength(7)
  for (const search of searches) expect(search).toMatch(/\bid=\?\)|\(retry_of=\?\)/)
})

// Would catch: jobs that the person took out by hand and that a large Continue sends nevertheless.
test('a Continue of many jobs leaves what the person took out', () => {
  const { run, first } = setUp('ready')
  onTestFinished(() => first.db.close())
  const [out] = run.jobs
  first.writes.executeCommand('take-one-out', 1, { kind: 'stopJob', jobId: out?.id ?? '' })
  first.completeAll(first.writes.executeInSlices({ ...toCommand('stopRun', run), id: 'stop-first' }))
  const command = {
    ...toCommand('resumeRun', run).command,
    states: ['stopped'],
  } as PendingCommand['command']
  first.completeAll(first.writes.executeInSlices({ id: 'resume-then', at: 9, command }))
  expect(first.reads.run(run.id)?.counts).toMatchObject({ stopped: 1 })
  expect(first.reads.job(out?.id ?? '')?.state).toBe('stopped')
})

// Would catch: a large stop that holds up every other commit until its last job is written.
test('other commits go on beside a command on many jobs', async () => {
  const { writer, reader } = await openTestJournal(createScratchFolder(onTestFinished), onTestFinished)
  const [large, small] = [newRun(20_000), newRun(50)]
  await writer.createRun(large)
  await writer.createRun(small)
  let isStopped = false
  const stopping = writer.execute('stop-large', 3, { kind: 'stopRun', runId: large.id }).then((answer) => {
    isStopped = true
    return answer
  })
  let written = 0
  for (const { id } of small.jobs) {
    expect(await writer.change({ id, from: 'ready', to: 'sending', patch: {} })).toBe(true)
    if (!isStopped) written += 1
  }
  expect(written).toBeGreaterThan(5)
  expect(await stopping).toMatchObject({ kind: 'done', isRepeated: false })
  expect((await reader.run(large.id))?.counts.stopped).toBe(20_000)
})

// Would catch: answers that are kept for ever, or that are gone while somebody may still ask.
test('the answers of commands are forgotten after ninety days', async () => {
  const folder = createScratchFolder(onTestFinished)
  const first = await openTestJournal(folder, onTestFinished, 0)
  const run = newRun(1)
  await first.writer.createRun(run)
  await first.writer.execute('early-command', 10 * DAY_MS, { kind: 'pauseRun', runId: run.id })
  await first.writer.execute('later-command', 11 * DAY_MS, { kind: 'pauseRun', runId: run.id })
  await first.close()
  const { reader } = await openTestJournal(folder, onTestFinished, 100 * DAY_MS + 1)
  await expect.poll(() => reader.command('early-command')).toBeNull()
  expect(await reader.command('later-command')).not.toBeNull()
})
