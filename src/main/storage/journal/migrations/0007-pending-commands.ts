import type { DatabaseSync } from 'node:sqlite'

/** Commands that are executed in slices and have begun: the next start completes what is here. */
export function up(db: DatabaseSync): void {
  db.exec(`
    CREATE TABLE pending_commands (
      id TEXT NOT NULL PRIMARY KEY,
      at INTEGER NOT NULL,
      command TEXT NOT NULL
    );
  `)
}
