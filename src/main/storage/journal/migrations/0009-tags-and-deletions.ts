import type { DatabaseSync } from 'node:sqlite'

/** A list of texts in JSON; none where the row is damaged, so that it can be removed all the same. */
const textsOf = (column: string): string =>
  `SELECT value FROM json_each(iif(json_valid(${column}), ${column}, '[]'))`

/** The columns of `jobs`, without what its indexes and triggers ask of them. */
const listColumns = (db: DatabaseSync): string =>
  db
    .prepare('PRAGMA table_info(jobs)')
    .all()
    .map(({ name, type }) => `${String(name)} ${String(type)}`)
    .join()

/**
 * Tags and notes of a person, and jobs that a person deleted: their rows wait beside the others until they are removed for good.
 * `tag_text` and `note_text` are folded for the search.
 */
export function up(db: DatabaseSync): void {
  db.exec(`
    ALTER TABLE jobs ADD COLUMN tags TEXT;
    ALTER TABLE jobs ADD COLUMN tag_text TEXT;
    ALTER TABLE jobs ADD COLUMN note TEXT;
    ALTER TABLE jobs ADD COLUMN note_text TEXT;
  `)
  db.exec(`
    CREATE INDEX jobs_noted ON jobs (id, note_text) WHERE note_text IS NOT NULL;

    CREATE TABLE job_tags (
      folded TEXT NOT NULL,
      job_id TEXT NOT NULL,
      PRIMARY KEY (folded, job_id)
    ) WITHOUT ROWID;
    CREATE TRIGGER jobs_tagged AFTER INSERT ON jobs WHEN new.tag_text IS NOT NULL BEGIN
      INSERT OR IGNORE INTO job_tags SELECT value, new.id FROM (${textsOf('new.tag_text')});
    END;
    CREATE TRIGGER jobs_retagged AFTER UPDATE OF tag_text ON jobs BEGIN
      DELETE FROM job_tags WHERE job_id = old.id AND folded IN (${textsOf('old.tag_text')});
      INSERT OR IGNORE INTO job_tags SELECT value, new.id FROM (${textsOf('new.tag_text')});
    END;

    CREATE TRIGGER jobs_removed AFTER DELETE ON jobs BEGIN
      UPDATE run_counts SET jobs = jobs - 1 WHERE run_id = old.run_id AND state = old.state;
      UPDATE run_verdicts SET jobs = jobs - 1 WHERE run_id = old.run_id AND verdict = old.verdict;
      DELETE FROM job_tags WHERE job_id = old.id AND folded IN (${textsOf('old.tag_text')});
      DELETE FROM job_labels WHERE (value, name, job_id) IN (
        SELECT pair.value ->> 1, pair.value ->> 0, old.id
          FROM json_each(iif(json_valid(old.label_text), old.label_text, '[]')) AS pair);
    END;

    CREATE TABLE deletions (
      id TEXT NOT NULL PRIMARY KEY,
      at INTEGER NOT NULL,
      -- deleting, deleted, restored, removing, removed
      state TEXT NOT NULL,
      jobs INTEGER NOT NULL DEFAULT 0,
      unwatched INTEGER NOT NULL DEFAULT 0,
      kept INTEGER NOT NULL DEFAULT 0,
      runs TEXT NOT NULL DEFAULT '[]'
    );
    CREATE INDEX deletions_by_state ON deletions (state, at);
    -- number is the row that the job had; beside it every column of jobs, also those that come later
    CREATE TABLE deleted_jobs (deletion_id TEXT, number INTEGER, ${listColumns(db)});
    CREATE UNIQUE INDEX deleted_jobs_by_id ON deleted_jobs (id);
    CREATE INDEX deleted_jobs_by_deletion ON deleted_jobs (deletion_id, run_id, id);
    CREATE INDEX deleted_jobs_by_retry ON deleted_jobs (retry_of) WHERE retry_of IS NOT NULL;
    CREATE TABLE unwatched_jobs (
      deletion_id TEXT NOT NULL,
      job_id TEXT NOT NULL,
      PRIMARY KEY (deletion_id, job_id)
    );
    -- what the deleted jobs of a run had spent
    CREATE TABLE deleted_tallies (
      run_id TEXT NOT NULL PRIMARY KEY,
      starts INTEGER NOT NULL,
      refused INTEGER NOT NULL
    );

    -- jobs with a result that went or came back, by their rows, in order: what is made from the journal follows it
    CREATE TABLE job_changes (
      number INTEGER PRIMARY KEY,
      job INTEGER NOT NULL
    );
    -- the highest rows that were ever removed: their numbers are not used again
    CREATE TABLE removed_rows (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      job INTEGER NOT NULL,
      body INTEGER NOT NULL
    );
    INSERT INTO removed_rows VALUES (1, 0, 0);
  `)
}
