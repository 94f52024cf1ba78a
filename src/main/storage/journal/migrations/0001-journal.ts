import type { DatabaseSync } from 'node:sqlite'

/**
 * Runs, jobs, sealed sources and bodies. `text` and `error_text` are folded to lower case for the search.
 * Every filter of a list has an index that ends in `id`, so that a page newest first never sorts.
 */
export function up(db: DatabaseSync): void {
  db.exec(`
    CREATE TABLE runs (
      id TEXT NOT NULL PRIMARY KEY,
      connection_id TEXT NOT NULL,
      workflow_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      ended_at INTEGER,
      state TEXT NOT NULL,
      paused_by TEXT
    );
    CREATE INDEX runs_by_connection ON runs (connection_id, id);
    CREATE INDEX runs_by_state ON runs (state, id);

    CREATE TABLE jobs (
      id TEXT NOT NULL PRIMARY KEY,
      run_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      connection_id TEXT NOT NULL,
      workflow_id TEXT NOT NULL,
      source TEXT NOT NULL,
      labels TEXT NOT NULL,
      state TEXT NOT NULL,
      jobid TEXT,
      remote_status TEXT,
      created_at INTEGER NOT NULL,
      sent_at INTEGER,
      started_at INTEGER,
      ended_at INTEGER,
      duration_ms INTEGER,
      forgotten_at INTEGER,
      error TEXT,
      verdict TEXT NOT NULL DEFAULT 'none',
      summary TEXT NOT NULL DEFAULT '',
      body_bytes INTEGER,
      body_sha256 TEXT,
      retry_of TEXT,
      attached INTEGER NOT NULL DEFAULT 0,
      watching INTEGER NOT NULL DEFAULT 1,
      acknowledged INTEGER NOT NULL DEFAULT 0,
      text TEXT NOT NULL,
      error_text TEXT
    );
    CREATE INDEX jobs_by_state ON jobs (state, id);
    CREATE INDEX jobs_by_connection ON jobs (connection_id, id);
    CREATE INDEX jobs_by_connection_state ON jobs (connection_id, state, id);
    CREATE INDEX jobs_by_workflow ON jobs (workflow_id, id);
    CREATE INDEX jobs_by_workflow_state ON jobs (workflow_id, state, id);
    CREATE INDEX jobs_by_run ON jobs (run_id, id);
    CREATE INDEX jobs_by_run_state ON jobs (run_id, state, id);
    CREATE INDEX jobs_by_jobid ON jobs (jobid, id) WHERE jobid IS NOT NULL;

    CREATE TABLE run_counts (
      run_id TEXT NOT NULL,
      state TEXT NOT NULL,
      jobs INTEGER NOT NULL,
      PRIMARY KEY (run_id, state)
    ) WITHOUT ROWID;
    CREATE TRIGGER jobs_counted AFTER INSERT ON jobs BEGIN
      INSERT INTO run_counts VALUES (new.run_id, new.state, 1)
        ON CONFLICT DO UPDATE SET jobs = jobs + 1;
    END;
    CREATE TRIGGER jobs_recounted AFTER UPDATE OF state ON jobs WHEN old.state <> new.state BEGIN
      UPDATE run_counts SET jobs = jobs - 1 WHERE run_id = old.run_id AND state = old.state;
      INSERT INTO run_counts VALUES (new.run_id, new.state, 1)
        ON CONFLICT DO UPDATE SET jobs = jobs + 1;
    END;

    CREATE TABLE sealed (
      job_id TEXT NOT NULL PRIMARY KEY,
      ciphertext BLOB NOT NULL
    );
    -- inline is NULL where the body is a file
    CREATE TABLE bodies (
      job_id TEXT NOT NULL PRIMARY KEY,
      inline BLOB
    );
  `)
}
