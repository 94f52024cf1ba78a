import type { DatabaseSync } from 'node:sqlite'
import type { CommandAnswer } from '#main/storage/journal/journal-command.ts'
import {
  PREPARING_STATE,
  type CreationCommand,
  type KnownRow,
  type NewJob,
  type NewRun,
} from '#main/storage/journal/journal.ts'
import { toLabelText, toRequestedText, toSearchText } from '#main/storage/journal/rows/job-rows.ts'
import type { JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import type { createCommandWrites } from './command-writes.ts'
import { MAX_JOBS_AT_ONCE, SLICE_MS, type Slices } from './slices.ts'

const REMOVED_JOBS_PER_STEP = 100

type RunRow = Omit<NewRun, 'jobs'>

/** A run that is to be created, its jobs as they were handed over. */
export interface RunToCreate {
  readonly run: RunRow
  readonly jobs: Iterable<NewJob> & { readonly length: number }
}

export interface RunCreationOptions {
  readonly db: DatabaseSync
  readonly reads: Pick<JournalReads, 'command'>
  readonly commands: Pick<ReturnType<typeof createCommandWrites>, 'isTaken' | 'finishCommand'>
}

/** The writes that create and remove runs. */
export function createRunCreation({ db, reads, commands }: RunCreationOptions) {
  const insertRun = db.prepare(
    `INSERT INTO runs (id, connection_id, workflow_id, created_at, state, options, retry_of, name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertJob = db.prepare(
    `INSERT INTO jobs (id, run_id, position, connection_id, workflow_id, source, labels, handle, asked, state, jobid,
      created_at, retry_of, attached, text, label_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertSealed = db.prepare('INSERT INTO sealed VALUES (?, ?)')
  const insertKnownRow = db.prepare('INSERT INTO known_rows VALUES (?, ?, ?, ?, ?)')
  const removeKnownRows = db.prepare(
    'DELETE FROM known_rows WHERE rowid IN (SELECT rowid FROM known_rows WHERE run_id = ? LIMIT ?)',
  )
  const begin = db.prepare(`UPDATE runs SET state = 'running' WHERE id = ?`)
  const selectJobs = db.prepare('SELECT id FROM jobs WHERE run_id = ? LIMIT ?')
  const removeLabels = db.prepare(
    `DELETE FROM job_labels WHERE (value, name, job_id) IN
      (SELECT pair.value ->> 1, pair.value ->> 0, jobs.id FROM jobs, json_each(jobs.label_text) AS pair
        WHERE jobs.id = ? AND jobs.label_text IS NOT NULL)`,
  )
  const removeSealed = db.prepare('DELETE FROM sealed WHERE job_id = ?')
  const removeJob = db.prepare('DELETE FROM jobs WHERE id = ?')
  const removeCounts = db.prepare('DELETE FROM run_counts WHERE run_id = ?')
  const removeRun = db.prepare('DELETE FROM runs WHERE id = ?')

  const addRun = (run: RunRow, state: 'running' | typeof PREPARING_STATE): void => {
    const options = JSON.stringify(run.options)
    const { id, connectionId, workflowId, createdAt, retryOf, name } = run
    insertRun.run(id, connectionId, workflowId, createdAt, state, options, retryOf, name)
  }

  const addKnownRow = (run: RunRow, { position, source, labels, jobId }: KnownRow): void => {
    insertKnownRow.run(run.id, position, JSON.stringify(source), JSON.stringify(labels), jobId)
  }

  const addJob = (run: RunRow, job: NewJob): void => {
    const rows = job.rowLabels ?? [job.labels]
    insertJob.run(
      job.id,
      run.id,
      job.position,
      run.connectionId,
      run.workflowId,
      JSON.stringify(job.source),
      JSON.stringify(job.labels),
      job.handle,
      toRequestedText(job.source, job.handle),
      job.state,
      job.remoteJobId,
      run.createdAt,
      job.retryOf,
      Number(job.attached),
      toSearchText(job, rows),
      toLabelText(rows),
    )
    if (job.sealed !== null) insertSealed.run(job.id, job.sealed)
  }

  const finish = ({ id, at }: CreationCommand, runs: readonly RunToCreate[]): CommandAnswer =>
    commands.finishCommand(id, at, { runs: runs.map(({ run }) => run.id), job: null })

  const createRun = (run: RunRow, jobs: Iterable<NewJob>): void => {
    addRun(run, 'running')
    for (const row of run.knownRows ?? []) addKnownRow(run, row)
    for (const job of jobs) addJob(run, job)
  }

  const createAtOnce = (command: CreationCommand, runs: readonly RunToCreate[]): CommandAnswer => {
    const known = reads.command(command.id)
    if (known !== null) return known
    const unpacked = runs.map(({ run, jobs }) => ({ run, jobs: [...jobs] }))
    // A job that has started elsewhere.
    const isTaken = unpacked.some(({ run, jobs }) =>
      jobs.some(({ remoteJobId }) => remoteJobId !== null && commands.isTaken(run.connectionId, remoteJobId)),
    )
    if (isTaken) return commands.finishCommand(command.id, command.at, { refusal: { why: 'taken' } })
    for (const { run, jobs } of unpacked) createRun(run, jobs)
    return finish(command, runs)
  }

  function* listRows(runs: readonly RunToCreate[]): Generator<() => void> {
    for (const { run, jobs } of runs) {
      for (const row of run.knownRows ?? []) yield () => addKnownRow(run, row)
      for (const job of jobs) yield () => addJob(run, job)
    }
  }

  /** Until the last slice is committed, the runs are `preparing`: no read shows them, and none of their jobs is sent. */
  function* createInSlices(command: CreationCommand, runs: readonly RunToCreate[]): Slices<CommandAnswer> {
    const known = reads.command(command.id)
    if (known !== null) return known
    for (const { run } of runs) addRun(run, PREPARING_STATE)
    yield
    let until = performance.now() + SLICE_MS
    for (const write of listRows(runs)) {
      write()
      if (performance.now() < until) continue
      yield
      until = performance.now() + SLICE_MS
    }
    yield
    for (const { run } of runs) begin.run(run.id)
    return finish(command, runs)
  }

  /** Removes a run that was never complete. */
  function* removeInSlices(runId: string): Slices<void> {
    let until = performance.now() + SLICE_MS
    for (;;) {
      const found = selectJobs.all(runId, REMOVED_JOBS_PER_STEP)
      for (const { id } of found) {
        const jobId = String(id)
        removeLabels.run(jobId)
        removeSealed.run(jobId)
        removeJob.run(jobId)
      }
      const rows = Number(removeKnownRows.run(runId, REMOVED_JOBS_PER_STEP).changes)
      if (found.length + rows === 0) break
      if (performance.now() < until) continue
      yield
      until = performance.now() + SLICE_MS
    }
    removeCounts.run(runId)
    removeRun.run(runId)
  }

  return {
    /** Whether so many jobs are written in one transaction. */
    fitsAtOnce: (runs: readonly RunToCreate[]): boolean =>
      runs.reduce((sum, { run, jobs }) => sum + jobs.length + (run.knownRows?.length ?? 0), 0) <=
      MAX_JOBS_AT_ONCE,

    /** One run within the transaction of the caller. */
    createRun,
    createAtOnce,
    createInSlices,
    removeInSlices,

    /** Runs that an earlier process did not complete. */
    incompleteRuns: (): readonly string[] =>
      db
        .prepare('SELECT id FROM runs WHERE state = ?')
        .all(PREPARING_STATE)
        .map((row) => String(row['id'])),
  }
}
