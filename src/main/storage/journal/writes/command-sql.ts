/** The row of a new job: after all that there are, and after all that were deleted (docs/decisions/0009-facts.md). */
export const NEXT_JOB_ROW =
  '(SELECT max(ifnull((SELECT max(rowid) FROM jobs), 0), job) + 1 FROM removed_rows)'

/**
 * True for a row of `jobs` whose source is sent by another job: one of its earlier jobs or reruns waits, or was sent after this
 * one was made. To send this one, too, would bill the source twice, and nobody asked for that. A job that was sent before this
 * one was made does not count: who made this one knew of it. Nor does a rerun with another workflow: it is other work.
 * Deleted jobs still tell whose reruns there are, and what was sent. CROSS JOIN keeps the order: SQLite would rather read all jobs of the workflow, for each job anew.
 */
export const IS_SENT_ELSEWHERE = `EXISTS (
  WITH RECURSIVE
    earlier (id, retry_of) AS (
      SELECT jobs.id, jobs.retry_of
      UNION SELECT older.id, older.retry_of FROM earlier CROSS JOIN jobs older ON older.id = earlier.retry_of
      UNION SELECT older.id, older.retry_of FROM earlier CROSS JOIN deleted_jobs older ON older.id = earlier.retry_of),
    lineage (id) AS (
      SELECT id FROM earlier
      UNION SELECT newer.id FROM lineage CROSS JOIN jobs newer ON newer.retry_of = lineage.id
      UNION SELECT newer.id FROM lineage CROSS JOIN deleted_jobs newer ON newer.retry_of = lineage.id)
  SELECT 1 FROM lineage WHERE lineage.id <> jobs.id AND (
    EXISTS (SELECT 1 FROM jobs other WHERE other.id = lineage.id AND other.workflow_id = jobs.workflow_id AND (
      other.state IN ('queued', 'uploading', 'ready', 'sending')
      OR (other.state IN ('started', 'finished', 'unknown') AND other.sent_at >= jobs.created_at)))
    OR EXISTS (SELECT 1 FROM deleted_jobs other WHERE other.id = lineage.id
      AND other.workflow_id = jobs.workflow_id AND other.state = 'finished' AND other.sent_at >= jobs.created_at)))`

/** What a job forgets that waits to be sent once more. */
export const SENT_ANEW =
  'ended_at = NULL, error = NULL, error_text = NULL, sent_at = NULL, remote_status = NULL, taken_out = 0'
/** Which jobs in a state that *Continue* sends again it does send: none that the person stopped, none that is sent elsewhere. */
export const IS_RESUMED = `taken_out = 0 AND NOT ${IS_SENT_ELSEWHERE}`
/** Which failed jobs wait for their upload again: those that have no handle, and were never sent. */
export const IS_UPLOAD_RETRIED = `jobid IS NULL AND asked IS NULL AND NOT ${IS_SENT_ELSEWHERE}`

/** A run that still sends stops doing so. */
export const STOP_RUN = `UPDATE runs SET state = 'stopping', paused_by = NULL WHERE id = ? AND state IN ('running', 'paused')`
/** A run that is done has an open job again. */
export const REOPEN_RUN = `UPDATE runs SET state = 'running', paused_by = NULL, ended_at = NULL WHERE id = ? AND state = 'done'`
