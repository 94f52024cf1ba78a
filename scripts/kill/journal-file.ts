import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A job as its row stands, whoever reads it: written without the code under test. */
export interface JobRow {
  readonly id: string
  readonly state: string
  readonly jobid: string | null
  /** What its run asks for: the handle, the URL, `src://…`; null for a file without a handle. */
  readonly asked: string | null
}

/** Reads the journal of a folder as a killed process left it, and changes nothing. */
function reading<T>(folder: string, read: (db: DatabaseSync) => T, otherwise: T): T {
  const file = join(folder, 'journal.db')
  if (!existsSync(file)) return otherwise
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    // Killed before its tables were there.
    const [version] = Object.values(db.prepare('PRAGMA user_version').get() ?? {})
    return Number(version) > 0 ? read(db) : otherwise
  } finally {
    db.close()
  }
}

/** How many jobs are in each state. */
export function statesIn(folder: string): Readonly<Record<string, number>> {
  return reading(
    folder,
    (db) => {
      const rows = db.prepare('SELECT state, count(*) AS n FROM jobs GROUP BY state').all()
      return Object.fromEntries(rows.map((row) => [String(row['state']), Number(row['n'])]))
    },
    {},
  )
}

export function runsIn(folder: string): number {
  return reading(folder, (db) => Number(db.prepare('SELECT count(*) AS n FROM runs').get()?.['n']), 0)
}

export function jobsIn(folder: string): readonly JobRow[] {
  return reading<readonly JobRow[]>(
    folder,
    (db) =>
      db
        .prepare('SELECT id, state, jobid, asked FROM jobs')
        .all()
        .map((row) => row as unknown as JobRow),
    [],
  )
}
