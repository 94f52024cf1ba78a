import type { Run } from '#shared/model/run.ts'
import {
  PREPARING_STATE,
  type FirstTry,
  type RerunOf,
  type RerunQuestion,
  type RunFilter,
} from '#main/storage/journal/journal.ts'
import { toRun, type RunRow } from '#main/storage/journal/rows/job-rows.ts'
import type { SelectRows } from './select-rows.ts'

const SELECT_RUNS = `SELECT runs.*,
  (SELECT json_group_object(state, jobs) FROM run_counts WHERE run_id = runs.id) AS counts,
  (SELECT json_group_object(verdict, jobs) FROM run_verdicts WHERE run_id = runs.id) AS verdicts,
  (SELECT count(*) FROM jobs WHERE run_id = runs.id AND state = 'started' AND watching = 0) AS unwatched,
  (SELECT count(*) FROM jobs WHERE run_id = runs.id AND state = 'unknown' AND acknowledged = 0) AS unanswered FROM runs`
const IS_VISIBLE = `runs.state <> '${PREPARING_STATE}'`
/** A run that is done, and whose jobs were all deleted, is in no list. */
const HAS_JOBS = `(runs.state <> 'done' OR EXISTS (SELECT 1 FROM run_counts WHERE run_id = runs.id AND jobs > 0))`

const UNWATCHED_OF_RUN = `SELECT count(*) FROM jobs WHERE run_id = runs.id AND state = 'started' AND watching = 0`

/** The counts of a run's jobs that still come to something by themselves; for a statement on `runs`. */
export const OPEN_JOBS_OF_RUN = `SELECT 1 FROM run_counts WHERE run_id = runs.id AND jobs > 0
  AND (state IN ('queued', 'uploading', 'ready', 'sending') OR state = 'started' AND jobs > (${UNWATCHED_OF_RUN}))`

/** The reads of runs, and of jobs that were run again. */
export function createRunReads(all: SelectRows) {
  return {
    run(id: string): Run | null {
      const row = all<RunRow>(`${SELECT_RUNS} WHERE id = ? AND ${IS_VISIBLE}`, id)[0]
      return row === undefined ? null : toRun(row)
    },

    runs({ connectionId, before, states = [] }: RunFilter, limit: number): readonly Run[] {
      const conditions = [
        IS_VISIBLE,
        HAS_JOBS,
        ...(connectionId === undefined ? [] : ['connection_id = ?']),
        ...(before === undefined ? [] : ['id < ?']),
        ...(states.length === 0 ? [] : [`state IN (${states.map(() => '?').join()})`]),
      ]
      const values = [connectionId, before, ...states, limit].filter((value) => value !== undefined)
      const sql = `${SELECT_RUNS} WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`
      return all<RunRow>(sql, ...values).map(toRun)
    },

    openRuns(connectionId?: string): readonly Run[] {
      const ofConnection = connectionId === undefined ? '' : ' AND connection_id = ?'
      const isOpenRun = `(state <> 'done' OR EXISTS (${OPEN_JOBS_OF_RUN}))`
      const sql = `${SELECT_RUNS} WHERE ${IS_VISIBLE} AND ${isOpenRun}${ofConnection} ORDER BY id`
      return all<RunRow>(sql, ...(connectionId === undefined ? [] : [connectionId])).map(toRun)
    },

    rerunsOf(jobs: readonly RerunQuestion[]): readonly RerunOf[] {
      const sql = `WITH RECURSIVE
        asked (root, workflow_id) AS (SELECT value ->> 'jobId', value ->> 'workflowId' FROM json_each(?)),
        again (root, wanted, id, run_id, workflow_id, state, created_at) AS (
          SELECT root, asked.workflow_id, jobs.id, run_id, jobs.workflow_id, jobs.state, jobs.created_at FROM asked
            CROSS JOIN jobs ON jobs.retry_of = root CROSS JOIN runs ON runs.id = run_id AND ${IS_VISIBLE}
          UNION SELECT root, asked.workflow_id, gone.id, '', NULL, 'deleted', 0
            FROM asked CROSS JOIN deleted_jobs gone ON gone.retry_of = root
          UNION SELECT again.root, again.wanted, jobs.id, jobs.run_id, jobs.workflow_id, jobs.state, jobs.created_at
            FROM again CROSS JOIN jobs ON jobs.retry_of = again.id
            CROSS JOIN runs ON runs.id = jobs.run_id AND ${IS_VISIBLE}
          UNION SELECT again.root, again.wanted, gone.id, '', NULL, 'deleted', 0
            FROM again CROSS JOIN deleted_jobs gone ON gone.retry_of = again.id)
        SELECT root AS jobId, id AS rerunJobId, run_id AS runId, created_at AS createdAt, CASE
          WHEN state = 'finished' THEN 'finished'
          WHEN state IN ('queued', 'uploading', 'ready', 'sending', 'started', 'unknown') THEN 'underWay'
          ELSE 'ended' END AS state
        FROM again WHERE workflow_id = wanted ORDER BY root, state = 'finished' DESC,
          state IN ('queued', 'uploading', 'ready', 'sending', 'started', 'unknown') DESC, id DESC`
      const best = new Map<string, RerunOf>()
      for (const rerun of all<RerunOf>(sql, JSON.stringify(jobs)))
        if (!best.has(rerun.jobId)) best.set(rerun.jobId, rerun)
      return [...best.values()]
    },

    firstTries(jobIds: readonly string[]): readonly FirstTry[] {
      const sql = `WITH RECURSIVE earlier (job_id, id, retry_of) AS (
          SELECT value, jobs.id, jobs.retry_of FROM json_each(?) CROSS JOIN jobs ON jobs.id = value
          UNION SELECT earlier.job_id, jobs.id, jobs.retry_of FROM earlier CROSS JOIN jobs ON jobs.id = earlier.retry_of
          UNION SELECT earlier.job_id, gone.id, gone.retry_of
            FROM earlier CROSS JOIN deleted_jobs gone ON gone.id = earlier.retry_of)
        SELECT job_id AS jobId, min(id) AS firstId FROM earlier GROUP BY job_id`
      return all<FirstTry>(sql, JSON.stringify(jobIds))
    },
  }
}
