import type { SQLInputValue } from 'node:sqlite'
import type { Job, JobState } from '#shared/model/job.ts'
import type { FailureGroup } from '#shared/model/run.ts'
import { PREPARING_STATE, type EndedJob } from '#main/storage/journal/journal.ts'
import { selectErrorField } from '#main/storage/journal/query/index.ts'
import { toError } from '#main/storage/journal/rows/job-rows.ts'
import type { SelectRows } from './select-rows.ts'

/** `jobs` reads whole rows of jobs. */
export function createJobReads(
  all: SelectRows,
  jobs: (sql: string, ...values: readonly SQLInputValue[]) => Job[],
) {
  return {
    job: (id: string): Job | null => jobs('SELECT * FROM jobs WHERE id = ?', id)[0] ?? null,

    jobByRemoteJobId(connectionId: string, jobid: string): Job | null {
      const sql = 'SELECT * FROM jobs WHERE jobid = ? AND connection_id = ?'
      return jobs(sql, jobid, connectionId)[0] ?? null
    },

    jobsInState(state: JobState, after: string | null, limit: number, runId?: string): readonly Job[] {
      const ofRun =
        runId === undefined
          ? ` AND +run_id NOT IN (SELECT id FROM runs WHERE state = '${PREPARING_STATE}')`
          : ' AND run_id = ?'
      const sql = `SELECT * FROM jobs WHERE state = ? AND id > ?${ofRun} ORDER BY id LIMIT ?`
      return jobs(sql, state, after ?? '', ...(runId === undefined ? [] : [runId]), limit)
    },

    failures(runId: string): readonly FailureGroup[] {
      const sql = `SELECT error, min(id), count(*) AS n FROM jobs
        WHERE run_id = ? AND state IN ('failed', 'rejected') AND error IS NOT NULL
        GROUP BY ${selectErrorField('code')}, ${selectErrorField('message')} ORDER BY n DESC, min(id)`
      return all<{ error: string; n: number }>(sql, runId).flatMap((row) => {
        const error = toError(row.error)
        return error === null ? [] : [{ error, count: row.n }]
      })
    },

    endedOfWorkflow(connectionId: string, workflowId: string, limit: number): readonly EndedJob[] {
      const sql = `SELECT id, state, duration_ms AS durationMs, ended_at AS endedAt, body_bytes AS bodyBytes FROM jobs
        WHERE workflow_id = ? AND state IN ('finished', 'failed') AND +connection_id = ? ORDER BY id DESC LIMIT ?`
      return all<EndedJob>(sql, workflowId, connectionId, limit)
    },

    durations(connectionId: string, workflowId: string, limit: number): readonly number[] {
      const sql = `SELECT duration_ms AS ms FROM jobs WHERE workflow_id = ? AND state = 'finished'
        AND +connection_id = ? AND duration_ms IS NOT NULL ORDER BY id DESC LIMIT ?`
      return all<{ ms: number }>(sql, workflowId, connectionId, limit).map((row) => row.ms)
    },
  }
}
