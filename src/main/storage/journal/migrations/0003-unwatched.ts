import type { DatabaseSync } from 'node:sqlite'

/** Started jobs that are not asked for any more, and a search text that has a line for the handle in every row. */
export function up(db: DatabaseSync): void {
  db.exec(`
    CREATE INDEX jobs_unwatched ON jobs (run_id) WHERE state = 'started' AND watching = 0;
    -- the first version wrote three lines: source, job id, summary
    UPDATE jobs SET text = substr(text, 1, instr(text, char(10))) || char(10) || substr(text, instr(text, char(10)) + 1)
      WHERE length(text) - length(replace(text, char(10), '')) = 2;
  `)
}
