import type { DatabaseSync } from 'node:sqlite'

/** Jobs whose upload the person holds. A hold ends when the job does not wait for its upload any more. */
export function up(db: DatabaseSync): void {
  db.exec(`
    ALTER TABLE jobs ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX jobs_held ON jobs (run_id, id) WHERE held = 1;
    CREATE TRIGGER jobs_hold_ended AFTER UPDATE OF state ON jobs
      WHEN old.held = 1 AND new.state NOT IN ('queued', 'uploading') BEGIN
        UPDATE jobs SET held = 0 WHERE id = new.id;
      END;
  `)
}
