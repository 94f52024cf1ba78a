import { createHash } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { BodyInfo, Job, JobState } from '#shared/model/job.ts'
import { INLINE_LIMIT, writeBody } from './bodies.ts'
import type { JobChange, NewJob, NewRun, RunChange } from './journal.ts'
import {
  askedFor,
  changedColumns,
  fromError,
  labelText,
  searchText,
  toJob,
  type ChangedColumns,
  type JobRow,
} from './rows.ts'
import { writingUploads } from './writing-uploads.ts'

const ENDS: readonly JobState[] = ['finished', 'failed', 'rejected', 'stopped', 'expired']

/** The writes of `JournalWriter`, synchronous. Each one runs inside the transaction of its group (`group.ts`). */
export function writing(db: DatabaseSync, folder: string) {
  const insertRun = db.prepare(
    `INSERT INTO runs (id, connection_id, workflow_id, created_at, state, options, retry_of)
      VALUES (?, ?, ?, ?, 'running', ?, ?)`,
  )
  const insertJob = db.prepare(
    `INSERT INTO jobs (id, run_id, position, connection_id, workflow_id, source, labels, handle, asked, state, jobid,
      created_at, retry_of, attached, text, label_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertSealed = db.prepare('INSERT INTO sealed VALUES (?, ?)')
  const updateRun = db.prepare(
    'UPDATE runs SET state = ?, paused_by = ?, ended_at = ?, options = coalesce(?, options) WHERE id = ?',
  )
  const jobInState = db.prepare('SELECT * FROM jobs WHERE id = ? AND state = ?')
  const updateJob = updating(db)
  const readyAtHand = db.prepare(
    `UPDATE jobs SET state = 'ready' WHERE run_id = ? AND state = 'queued' AND asked IS NOT NULL`,
  )
  const keepBody = db.prepare('INSERT OR REPLACE INTO bodies VALUES (?, ?)')

  const change = ({ id, from, to, patch }: JobChange): Job | null => {
    const row = jobInState.get(id, from) as unknown as JobRow | undefined
    if (row === undefined) return null
    const job: Job = { ...toJob(row), ...patch, state: to }
    updateJob(row, changedColumns(job))
    return job
  }

  return {
    ...writingUploads(db),

    createRun(run: Omit<NewRun, 'jobs'>, jobs: readonly NewJob[]): void {
      insertRun.run(
        run.id,
        run.connectionId,
        run.workflowId,
        run.createdAt,
        JSON.stringify(run.options),
        run.retryOf,
      )
      for (const job of jobs) {
        insertJob.run(
          job.id,
          run.id,
          job.position,
          run.connectionId,
          run.workflowId,
          JSON.stringify(job.source),
          JSON.stringify(job.labels),
          job.handle,
          askedFor(job.source, job.handle),
          job.state,
          job.jobid,
          run.createdAt,
          job.retryOf,
          Number(job.attached),
          searchText(job),
          labelText(job.labels),
        )
        if (job.sealed !== null) insertSealed.run(job.id, job.sealed)
      }
    },

    change,

    changeRun(change: RunChange): void {
      const options = change.options === undefined ? null : JSON.stringify(change.options)
      updateRun.run(change.state, fromError(change.pausedBy), change.endedAt, options, change.id)
    },

    /** Into an end state `at` is when; out of one the job waits anew and its old end is forgotten. */
    changeAll(runId: string, from: readonly JobState[], to: JobState, at: number): number {
      const end = ENDS.includes(to)
      const columns = end
        ? 'ended_at = ?'
        : 'ended_at = ?, error = NULL, error_text = NULL, sent_at = NULL, remote_status = NULL'
      const sql = `UPDATE jobs SET state = ?, ${columns}
        WHERE run_id = ? AND state IN (${from.map(() => '?').join()})`
      return Number(db.prepare(sql).run(to, end ? at : null, runId, ...from).changes)
    },

    readyAtHand(runId: string): number {
      return Number(readyAtHand.run(runId).changes)
    },

    archive(change_: JobChange, bytes: Uint8Array): Job | null {
      const body: BodyInfo = {
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      }
      const job = change({ ...change_, patch: { ...change_.patch, body } })
      if (job === null) return null
      const inline = bytes.length <= INLINE_LIMIT
      // The file is durable before the row that speaks of it; one without a row is overwritten by the next try.
      if (!inline) writeBody(folder, job.id, bytes)
      keepBody.run(job.id, inline ? bytes : null)
      return job
    },
  }
}

export type Writing = ReturnType<typeof writing>

/** Writes the columns that are other than they were: SQLite touches every index of a column that is named. */
function updating(db: DatabaseSync) {
  const statements = new Map<string, StatementSync>()
  return (row: JobRow, columns: ChangedColumns): void => {
    const changed = Object.entries(columns).filter(([name, value]) => row[name as keyof JobRow] !== value)
    if (changed.length === 0) return
    const set = changed.map(([name]) => `${name} = ?`).join()
    const known = statements.get(set) ?? db.prepare(`UPDATE jobs SET ${set} WHERE id = ?`)
    statements.set(set, known)
    known.run(...changed.map(([, value]) => value), row.id)
  }
}
