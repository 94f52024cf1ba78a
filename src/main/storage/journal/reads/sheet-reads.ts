import type { KnownRow } from '#main/storage/journal/journal.ts'
import { toJob, type JobRow } from '#main/storage/journal/rows/job-rows.ts'
import {
  isLabels,
  isSource,
  readColumn,
  readUnreadableSource,
} from '#main/storage/journal/rows/read-columns.ts'
import type { Job } from '#shared/model/job.ts'
import type { SelectRows } from './select-rows.ts'

interface KnownRowColumns {
  readonly position: number
  readonly source: string
  readonly labels: string
  readonly job_id: string
}

/** The reads that bring the list of a run back whole. */
export function createSheetReads(all: SelectRows) {
  const toKnownRow = (row: KnownRowColumns): KnownRow => ({
    position: row.position,
    source: readColumn(row.source, isSource) ?? readUnreadableSource(row.source).source,
    labels: readColumn(row.labels, isLabels) ?? {},
    jobId: row.job_id,
  })

  return {
    finishedJobs(
      connectionId: string,
      workflowId: string,
      texts: readonly string[],
    ): readonly { readonly text: string; readonly jobId: string }[] {
      const sql = `SELECT value AS text, (
          SELECT max(id) FROM jobs WHERE asked = value AND workflow_id = ? AND connection_id = ? AND state = 'finished'
        ) AS jobId FROM json_each(?)`
      const found = all<{ text: string; jobId: string | null }>(
        sql,
        workflowId,
        connectionId,
        JSON.stringify(texts),
      )
      return found.flatMap(({ text, jobId }) => (jobId === null ? [] : [{ text, jobId }]))
    },

    knownRows(runId: string): readonly KnownRow[] {
      const sql = 'SELECT position, source, labels, job_id FROM known_rows WHERE run_id = ? ORDER BY position'
      return all<KnownRowColumns>(sql, runId).map(toKnownRow)
    },

    sharedRows(jobIds: readonly string[]): readonly KnownRow[] {
      const sql = `SELECT known_rows.position, known_rows.source, known_rows.labels, job_id
        FROM json_each(?) CROSS JOIN known_rows ON job_id = value CROSS JOIN jobs ON jobs.id = job_id
        WHERE known_rows.run_id = jobs.run_id ORDER BY known_rows.position`
      return all<KnownRowColumns>(sql, JSON.stringify(jobIds)).map(toKnownRow)
    },

    latestResults(jobIds: readonly string[]): readonly (Job | null)[] {
      const sql = `WITH RECURSIVE tries (id) AS (
          SELECT id FROM jobs WHERE id = ?
          UNION SELECT jobs.id FROM tries CROSS JOIN jobs ON jobs.retry_of = tries.id
          UNION SELECT gone.id FROM tries CROSS JOIN deleted_jobs gone ON gone.retry_of = tries.id
        )
        SELECT jobs.* FROM tries CROSS JOIN jobs USING (id)
        WHERE workflow_id = (SELECT workflow_id FROM jobs WHERE id = ?)
        ORDER BY state = 'finished' DESC, id DESC LIMIT 1`
      return jobIds.map((id) => {
        const row = all<JobRow>(sql, id, id)[0]
        return row === undefined ? null : toJob(row)
      })
    },
  }
}
