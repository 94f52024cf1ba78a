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
import { NEXT_JOB_ROW } from './command-sql.ts'
import type { createCommandWrites } from './command-writes.ts'
import { createRunRemoval } from './run-removal.ts'
import { inSlices, MAX_JOBS_AT_ONCE, type Slices } from './slices.ts'

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
  const { addRun, addKnownRow, addJob } = createRunRows(db)
  const begin = db.prepare(`UPDATE runs SET state = 'running' WHERE id = ?`)
  const selectIncomplete = db.prepare('SELECT id FROM runs WHERE state = ?')

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

  /** Each step is one row. */
  function* addRows(runs: readonly RunToCreate[]): Generator<void> {
    for (const { run, jobs } of runs) {
      for (const row of run.knownRows ?? []) yield addKnownRow(run, row)
      for (const job of jobs) yield addJob(run, job)
    }
  }

  /** Until the last slice is committed, the runs are `preparing`: no read shows them, and none of their jobs is sent. */
  function* createInSlices(command: CreationCommand, runs: readonly RunToCreate[]): Slices<CommandAnswer> {
    const known = reads.command(command.id)
    if (known !== null) return known
    for (const { run } of runs) addRun(run, PREPARING_STATE)
    yield
    yield* inSlices(addRows(runs))
    yield
    for (const { run } of runs) begin.run(run.id)
    return finish(command, runs)
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
    removeInSlices: createRunRemoval(db),

    /** Runs that an earlier process did not complete. */
    incompleteRuns: (): readonly string[] =>
      selectIncomplete.all(PREPARING_STATE).map((row) => String(row['id'])),
  }
}

/** The rows of a run that is being created: its own, those of its jobs, and those of its list that need no job. */
function createRunRows(db: DatabaseSync) {
  const insertRun = db.prepare(
    `INSERT INTO runs (id, connection_id, workflow_id, created_at, state, options, retry_of, name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertJob = db.prepare(
    `INSERT INTO jobs (rowid, id, run_id, position, connection_id, workflow_id, source, labels, handle, asked, state, jobid,
      created_at, retry_of, attached, text, label_text)
      VALUES (${NEXT_JOB_ROW}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertSealed = db.prepare('INSERT INTO sealed VALUES (?, ?)')
  const insertKnownRow = db.prepare('INSERT INTO known_rows VALUES (?, ?, ?, ?, ?)')

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

  return { addRun, addKnownRow, addJob }
}
