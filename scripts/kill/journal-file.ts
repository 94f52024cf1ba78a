import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A row of the journal. Read here without the code under test. */
export interface JobRow {
  readonly id: string
  readonly state: string
  readonly jobid: string | null
  /** The source in its request: the handle, the URL, `src://…`; null for a file without a handle. */
  readonly asked: string | null
}

/** Reads the journal of a folder as a killed process left it, without changing anything. */
export function readJournal<T>(folder: string, read: (db: DatabaseSync) => T, fallback: T): T {
  const file = join(folder, 'journal.db')
  if (!existsSync(file)) return fallback
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    // Version 0: killed before the tables were created.
    const [version] = Object.values(db.prepare('PRAGMA user_version').get() ?? {})
    return Number(version) > 0 ? read(db) : fallback
  } finally {
    db.close()
  }
}

/** How many jobs are in each state. */
export function countJobStates(folder: string): Readonly<Record<string, number>> {
  return readJournal(
    folder,
    (db) => {
      const rows = db.prepare('SELECT state, count(*) AS n FROM jobs GROUP BY state').all()
      return Object.fromEntries(rows.map((row) => [String(row['state']), Number(row['n'])]))
    },
    {},
  )
}

export function countRuns(folder: string): number {
  return readJournal(folder, (db) => Number(db.prepare('SELECT count(*) AS n FROM runs').get()?.['n']), 0)
}

export function readJobs(folder: string): readonly JobRow[] {
  return readJournal<readonly JobRow[]>(
    folder,
    (db) =>
      db
        .prepare('SELECT id, state, jobid, asked FROM jobs')
        .all()
        .map((row) => row as unknown as JobRow),
    [],
  )
}
