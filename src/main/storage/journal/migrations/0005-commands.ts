import type { DatabaseSync } from 'node:sqlite'

/**
 * Commands with their answers, jobs that the person took out by hand, and one row for a remote job id. Of rows that share one
 * the oldest keeps it: an attached copy that is still open is stopped, any other open one may have started.
 */
export function up(db: DatabaseSync): void {
  db.exec(`
    CREATE TABLE commands (
      id TEXT NOT NULL PRIMARY KEY,
      at INTEGER NOT NULL,
      answer TEXT NOT NULL
    );
    CREATE INDEX commands_by_time ON commands (at);

    ALTER TABLE jobs ADD COLUMN taken_out INTEGER NOT NULL DEFAULT 0;
    -- in a run that was never stopped, a stopped job without an error was taken out by hand
    UPDATE jobs SET taken_out = 1 WHERE state = 'stopped' AND error IS NULL
      AND run_id IN (SELECT id FROM runs WHERE state IN ('running', 'paused'));

    CREATE TEMP TABLE copies AS SELECT id FROM jobs AS copy WHERE jobid IS NOT NULL AND EXISTS (
      SELECT 1 FROM jobs WHERE jobid = copy.jobid AND connection_id = copy.connection_id AND id < copy.id);
    UPDATE jobs SET jobid = NULL, state = CASE WHEN state <> 'started' THEN state
        WHEN attached = 1 THEN 'stopped' ELSE 'unknown' END
      WHERE id IN (SELECT id FROM copies);
    DROP TABLE copies;
    DROP INDEX jobs_by_jobid;
    CREATE UNIQUE INDEX jobs_by_remote_id ON jobs (jobid, connection_id) WHERE jobid IS NOT NULL;
  `)
}
