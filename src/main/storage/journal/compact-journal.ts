import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

/** What came of making the history's file smaller. */
export interface CompactReport {
  readonly bytesBefore: number
  readonly bytesAfter: number
  /** The files that follow the journal by its rows have to be made again. */
  readonly isRenumbered: boolean
}

/** How large the file is, and how much of it holds nothing, in bytes. */
export function measureFile(db: DatabaseSync): { readonly bytes: number; readonly free: number } {
  const read = (pragma: string): number =>
    Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0])
  const pageSize = read('page_size')
  return { bytes: read('page_count') * pageSize, free: read('freelist_count') * pageSize }
}

/**
 * Rewrites the file without what holds nothing. No transaction may be open. Killed in between, the file is as before. SQLite keeps the
 * numbers of rows in tables that have an index; that it does is checked, since it does not promise it.
 */
export function compactJournal(db: DatabaseSync): CompactReport {
  const before = measureFile(db)
  const rows = readRowNumbers(db)
  rewrite(db)
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const isRenumbered = rows !== readRowNumbers(db)
  return { bytesBefore: before.bytes, bytesAfter: measureFile(db).bytes, isRenumbered }
}

/** The new file is first a temporary one, as large as all that is kept: beside the old one, where room for it is, and not in memory. */
function rewrite(db: DatabaseSync): void {
  const folder = dirname(db.location() ?? '').replaceAll("'", "''")
  try {
    db.exec(`PRAGMA temp_store = FILE; PRAGMA temp_store_directory = '${folder}'; VACUUM`)
  } finally {
    // As `journal-database.ts` opens it.
    db.exec(`PRAGMA temp_store_directory = ''; PRAGMA temp_store = MEMORY`)
  }
}

const readRowNumbers = (db: DatabaseSync): string =>
  JSON.stringify(
    ['jobs', 'bodies'].map((table) =>
      db.prepare(`SELECT count(*) AS n, sum(rowid) AS sum, max(rowid) AS last FROM ${table}`).get(),
    ),
  )
