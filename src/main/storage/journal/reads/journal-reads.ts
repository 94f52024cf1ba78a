import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Job, JobState } from '#shared/model/job.ts'
import type { FailureGroup, Run } from '#shared/model/run.ts'
import { toBodyPath } from '#main/storage/bodies.ts'
import type { JobFilter, JobPage, RunFilter, StoredBody } from '#main/storage/journal/journal.ts'
import { createUploadReads } from './upload-reads.ts'
import { createFigureReads } from './figure-reads.ts'
import { createSheetReads } from './sheet-reads.ts'
import { toCountQuery, toPageQuery, type SelectValue } from '#main/storage/journal/query/index.ts'
import { toError, toJob, toRun, type JobRow, type RunRow } from '#main/storage/journal/rows/job-rows.ts'
import { createDamageReport } from './damage-report.ts'
import { selectAll, type SelectRows } from './select-rows.ts'

const SELECT_RUNS = `SELECT runs.*,
  (SELECT json_group_object(state, jobs) FROM run_counts WHERE run_id = runs.id) AS counts,
  (SELECT json_group_object(verdict, jobs) FROM run_verdicts WHERE run_id = runs.id) AS verdicts,
  (SELECT count(*) FROM jobs WHERE run_id = runs.id AND state = 'started' AND watching = 0) AS unwatched,
  (SELECT count(*) FROM jobs WHERE run_id = runs.id AND state = 'unknown' AND acknowledged = 0) AS unanswered FROM runs`

/** The reads of `JournalReader`, synchronous, on an open database. `onUnreadable`: told once of each damaged row. */
export function createJournalReads(
  db: DatabaseSync,
  folder: string,
  onUnreadable: (what: string) => void = () => undefined,
) {
  const statements = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, known)
    return known
  }
  const all: SelectRows = <Row>(sql: string, ...values: readonly SQLInputValue[]) =>
    selectAll(prepared(sql), values) as unknown as Row[]
  const noteUnreadable = createDamageReport(all, onUnreadable)
  const jobs = (sql: string, ...values: readonly SQLInputValue[]): Job[] =>
    all<JobRow>(sql, ...values).map((row) => noteUnreadable(toJob(row)))

  const ask: SelectValue = ({ sql, values }) =>
    Object.values(all<Record<string, number | string | null>>(sql, ...values)[0] ?? {})[0] ?? null

  return {
    ...createUploadReads(all),
    ...createFigureReads(all),
    ...createSheetReads(all),

    page(filter: JobFilter, before: string | null, limit: number): JobPage {
      const { sql, values } = toPageQuery(filter, before, limit + 1, ask)
      const found = jobs(sql, ...values)
      const shown = found.slice(0, limit)
      return { jobs: shown, next: found.length > limit ? (shown.at(-1)?.id ?? null) : null }
    },

    count(filter: JobFilter): number {
      const { sql, values } = toCountQuery(filter, ask)
      return all<{ n: number }>(sql, ...values)[0]?.n ?? 0
    },

    job(id: string): Job | null {
      return jobs('SELECT * FROM jobs WHERE id = ?', id)[0] ?? null
    },

    jobByRemoteJobId(connectionId: string, jobid: string): Job | null {
      const sql = 'SELECT * FROM jobs WHERE jobid = ? AND +connection_id = ? ORDER BY id DESC LIMIT 1'
      return jobs(sql, jobid, connectionId)[0] ?? null
    },

    sealed(jobId: string): Uint8Array | null {
      const sql = 'SELECT ciphertext FROM sealed WHERE job_id = ?'
      return all<{ ciphertext: Uint8Array }>(sql, jobId)[0]?.ciphertext ?? null
    },

    inState(state: JobState, after: string | null, limit: number, runId?: string): readonly Job[] {
      const ofRun = runId === undefined ? '' : ' AND run_id = ?'
      const sql = `SELECT * FROM jobs WHERE state = ? AND id > ?${ofRun} ORDER BY id LIMIT ?`
      return jobs(sql, state, after ?? '', ...(runId === undefined ? [] : [runId]), limit)
    },

    run(id: string): Run | null {
      const row = all<RunRow>(`${SELECT_RUNS} WHERE id = ?`, id)[0]
      return row === undefined ? null : toRun(row)
    },

    runs({ connectionId, before, states = [] }: RunFilter, limit: number): readonly Run[] {
      const conditions = [
        ...(connectionId === undefined ? [] : ['connection_id = ?']),
        ...(before === undefined ? [] : ['id < ?']),
        ...(states.length === 0 ? [] : [`state IN (${states.map(() => '?').join()})`]),
      ]
      const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
      const values = [connectionId, before, ...states, limit].filter((value) => value !== undefined)
      return all<RunRow>(`${SELECT_RUNS}${where} ORDER BY id DESC LIMIT ?`, ...values).map(toRun)
    },

    failures(runId: string): readonly FailureGroup[] {
      const cause = (field: string): string => `CASE WHEN json_valid(error) THEN error ->> '$.${field}' END`
      const sql = `SELECT error, min(id), count(*) AS n FROM jobs
        WHERE run_id = ? AND state IN ('failed', 'rejected') AND error IS NOT NULL
        GROUP BY ${cause('code')}, ${cause('message')} ORDER BY n DESC, min(id)`
      return all<{ error: string; n: number }>(sql, runId).flatMap((row) => {
        const error = toError(row.error)
        return error === null ? [] : [{ error, count: row.n }]
      })
    },

    durations(connectionId: string, workflowId: string, limit: number): readonly number[] {
      const sql = `SELECT duration_ms AS ms FROM jobs WHERE workflow_id = ? AND state = 'finished'
        AND +connection_id = ? AND duration_ms IS NOT NULL ORDER BY id DESC LIMIT ?`
      return all<{ ms: number }>(sql, workflowId, connectionId, limit).map((row) => row.ms)
    },

    body(jobId: string): StoredBody | null {
      const sql = `SELECT inline, body_bytes AS bytes, body_sha256 AS sha256
        FROM bodies JOIN jobs ON jobs.id = bodies.job_id WHERE job_id = ?`
      const row = all<{ inline: Uint8Array | null; bytes: number; sha256: string }>(sql, jobId)[0]
      if (row === undefined) return null
      const info = { bytes: row.bytes, sha256: row.sha256 }
      return row.inline === null
        ? { kind: 'file', info, path: toBodyPath(folder, jobId) }
        : { kind: 'inline', info, bytes: row.inline }
    },
  }
}

export type JournalReads = ReturnType<typeof createJournalReads>
