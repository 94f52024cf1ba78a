import type { DatabaseSync } from 'node:sqlite'

/**
 * Of jobs whose id (`ids.ts`) tells another time than they were created at: the clock was set. Ids are made before the run
 * is created, those of a large one some seconds before.
 */
export const OUT_OF_TIME = `substr(id, 1, 13) NOT BETWEEN
  printf('%08x-%04x', (created_at - 60000) >> 16, (created_at - 60000) & 65535) AND
  printf('%08x-%04x', (created_at + 10000) >> 16, (created_at + 10000) & 65535)`

/**
 * Uploads with their stored parts, kept output files, billed starts a connection and local day, and what jobs and runs
 * know besides. `asked` is what the run asks for: NULL while a local file has no handle yet.
 */
export function up(db: DatabaseSync): void {
  db.exec(`
    ALTER TABLE runs ADD COLUMN options TEXT NOT NULL DEFAULT '{"firstResults":null}';
    ALTER TABLE runs ADD COLUMN retry_of TEXT;

    ALTER TABLE jobs ADD COLUMN upload_id TEXT;
    ALTER TABLE jobs ADD COLUMN handle TEXT;
    ALTER TABLE jobs ADD COLUMN asked TEXT;
    ALTER TABLE jobs ADD COLUMN polls INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE jobs ADD COLUMN slow INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE jobs ADD COLUMN files_kept INTEGER;
    ALTER TABLE jobs ADD COLUMN files_of INTEGER;
    ALTER TABLE jobs ADD COLUMN label_text TEXT;
    UPDATE jobs SET asked = CASE source ->> '$.kind'
      WHEN 'handle' THEN source ->> '$.handle'
      WHEN 'url' THEN source ->> '$.url'
      WHEN 'alias' THEN 'src://' || (source ->> '$.alias') || '/' || (source ->> '$.path') END;
    CREATE INDEX jobs_by_result ON jobs (asked, workflow_id, connection_id) WHERE state = 'finished';
    CREATE INDEX jobs_by_run_file ON jobs (run_id, id) WHERE source ->> '$.kind' = 'file';
    CREATE INDEX jobs_by_run_took ON jobs (run_id, duration_ms, id, polls);
    CREATE INDEX jobs_by_run_slow ON jobs (run_id, state) WHERE slow = 1;

    CREATE INDEX jobs_by_took ON jobs (duration_ms, id) WHERE duration_ms IS NOT NULL;
    CREATE INDEX jobs_out_of_time ON jobs (id) WHERE ${OUT_OF_TIME};
    -- all that a search over every job looks at, in one run
    CREATE INDEX jobs_searched ON jobs
      (id, created_at, state, connection_id, workflow_id, duration_ms, text, error_text, label_text);

    CREATE TABLE job_labels (
      value TEXT NOT NULL,
      name TEXT NOT NULL,
      job_id TEXT NOT NULL,
      PRIMARY KEY (value, name, job_id)
    ) WITHOUT ROWID;
    CREATE TRIGGER jobs_labelled AFTER INSERT ON jobs WHEN new.label_text IS NOT NULL BEGIN
      INSERT OR IGNORE INTO job_labels SELECT value ->> 1, value ->> 0, new.id FROM json_each(new.label_text);
    END;

    CREATE TABLE uploads (
      id TEXT NOT NULL PRIMARY KEY,
      connection_id TEXT NOT NULL,
      path TEXT NOT NULL,
      filename TEXT NOT NULL,
      mimetype TEXT NOT NULL,
      size INTEGER NOT NULL,
      mtime_ms REAL NOT NULL,
      edges TEXT NOT NULL,
      sha256 TEXT,
      state TEXT NOT NULL,
      store TEXT NOT NULL,
      ticket TEXT,
      part_size INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      ended_at INTEGER,
      handle TEXT,
      gone_at INTEGER,
      error TEXT
    );
    CREATE INDEX uploads_by_size ON uploads (connection_id, size, id)
      WHERE state = 'stored' AND handle IS NOT NULL AND gone_at IS NULL;
    CREATE INDEX uploads_by_path ON uploads (connection_id, path, id) WHERE state <> 'stored';

    CREATE TABLE upload_parts (
      upload_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      etag TEXT NOT NULL,
      PRIMARY KEY (upload_id, number)
    );
    CREATE TABLE kept_files (
      job_id TEXT NOT NULL,
      pointer TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      mimetype TEXT NOT NULL,
      PRIMARY KEY (job_id, pointer)
    );

    CREATE TABLE starts (
      connection_id TEXT NOT NULL,
      -- YYYY-MM-DD where this computer is
      day TEXT NOT NULL,
      accepted INTEGER NOT NULL,
      maybe INTEGER NOT NULL,
      PRIMARY KEY (connection_id, day)
    );
  `)
  for (const [name, from, to, accepted, maybe] of STARTS)
    db.exec(startTrigger(name, from, to, accepted, maybe))
}

/** What each move of a job adds to the starts of the day it was sent on. */
const STARTS = [
  ['accepted', 'sending', 'started', 1, 0],
  ['maybe', 'sending', 'unknown', 0, 1],
  ['attached', 'unknown', 'started', 1, -1],
] as const

function startTrigger(name: string, from: string, to: string, accepted: number, maybe: number): string {
  return `
    CREATE TRIGGER starts_${name} AFTER UPDATE OF state ON jobs
    WHEN old.state = '${from}' AND new.state = '${to}' BEGIN
      INSERT INTO starts VALUES (
        new.connection_id,
        strftime('%Y-%m-%d', coalesce(new.sent_at, new.started_at, new.created_at) / 1000, 'unixepoch', 'localtime'),
        ${accepted},
        ${maybe}
      ) ON CONFLICT DO UPDATE SET accepted = accepted + excluded.accepted, maybe = maybe + excluded.maybe;
    END;`
}
