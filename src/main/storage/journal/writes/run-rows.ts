import type { DatabaseSync } from 'node:sqlite'
import type { KnownRow, NewJob, NewRun, PREPARING_STATE } from '#main/storage/journal/journal.ts'
import { toLabelText, toRequestedText, toSearchText } from '#main/storage/journal/rows/job-rows.ts'

export type RunRow = Omit<NewRun, 'jobs'>

/** The rows of a run that is being created: its own, those of its jobs, and those of its list that need no job. */
export function createRunRows(db: DatabaseSync) {
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
