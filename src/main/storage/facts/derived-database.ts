import { DatabaseSync } from 'node:sqlite'
import { isDamage, isSchemaMismatch } from '#main/storage/journal/storage-failure.ts'
import {
  derivedFile,
  isMarkedDamaged,
  markDamaged,
  removeDerivedFile,
  type DerivedName,
} from './facts-files.ts'

/** The last result that a file has taken in: its row among the bodies of the journal, and its job. */
export interface Followed {
  readonly body: number
  readonly jobId: string
}

const NOTHING_FOLLOWED: Followed = { body: 0, jobId: '' }

export interface DerivedForm {
  readonly name: DerivedName
  /** A file with another number is thrown away and made anew. */
  readonly version: number
  readonly schema: string
}

const SMALL_PAGES = 1024
/** How many of the jobs that went or came back the file knows of. Without a row: none. */
const CHANGES = `CREATE TABLE IF NOT EXISTS followed_changes (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL)`

/**
 * Opens a file that is made from the journal, and makes it anew where it is missing, damaged or of another version. Nothing is lost
 * by that but time. After a loss of power it may be some results behind, which are read again.
 */
export function openDerived(folder: string, form: DerivedForm): DatabaseSync {
  if (isMarkedDamaged(folder, form.name)) removeDerivedFile(folder, form.name)
  const found = tryOpen(folder, form)
  if (found !== null) return found
  markDamaged(folder, form.name)
  removeDerivedFile(folder, form.name)
  const fresh = tryOpen(folder, form)
  if (fresh === null) throw new Error(`${form.name}.db made anew is not sound`)
  return fresh
}

function tryOpen(folder: string, { name, version, schema }: DerivedForm): DatabaseSync | null {
  let db: DatabaseSync | null = null
  try {
    db = new DatabaseSync(derivedFile(folder, name), { timeout: 5000 })
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY')
    db.exec('PRAGMA cache_size = -32000; PRAGMA journal_size_limit = 16777216')
    const found = readNumber(db, 'user_version')
    if (found === version) {
      if (readNumber(db, 'page_count') <= SMALL_PAGES && readText(db, 'quick_check(1)') !== 'ok')
        throw new UnusableFileError()
      readFollowed(db)
      db.exec(CHANGES)
      return db
    }
    if (found !== 0) throw new UnusableFileError()
    db.exec(`BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS followed (one INTEGER PRIMARY KEY CHECK (one = 1), body INTEGER NOT NULL, job_id TEXT NOT NULL);
      ${schema};
      ${CHANGES};
      PRAGMA user_version = ${version};
      COMMIT`)
    return db
  } catch (cause) {
    db?.close()
    if (cause instanceof UnusableFileError || isDamage(cause)) return null
    // Tables of another make; a module that is missing makes the file impossible, however often it is made.
    if (isSchemaMismatch(cause) && !isMissingModule(cause)) return null
    throw cause
  }
}

class UnusableFileError extends Error {}

/** SQLite was built without a module, as FTS5 may be. */
export const isMissingModule = (cause: unknown): boolean =>
  cause instanceof Error && /no such module/.test(cause.message)

/**
 * Whether this journal has the last result that a file has taken in: one that was restored or salvaged has other rows. A result that
 * was replaced has a higher number since then; one that was removed for good tells nothing.
 */
export function isOfJournal(journal: DatabaseSync, { body, jobId }: Followed): boolean {
  if (body === 0) return true
  const row = journal.prepare('SELECT job_id FROM bodies WHERE rowid = ?').get(body)
  if (row !== undefined) return row['job_id'] === jobId
  const replaced = journal.prepare('SELECT 1 FROM bodies WHERE job_id = ? AND rowid > ?').get(jobId, body)
  if (replaced !== undefined) return true
  return Number(journal.prepare('SELECT body FROM removed_rows').get()?.['body'] ?? 0) >= body
}

export function readFollowed(db: DatabaseSync): Followed {
  const row = db.prepare('SELECT body, job_id FROM followed').get()
  return row === undefined ? NOTHING_FOLLOWED : { body: Number(row['body']), jobId: String(row['job_id']) }
}

/** The last of the journal's `job_changes` that the file has taken in. */
export const readFollowedChange = (db: DatabaseSync): number =>
  Number(db.prepare('SELECT number FROM followed_changes').get()?.['number'] ?? 0)

const readPragma = (db: DatabaseSync, name: string): unknown =>
  Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]
const readNumber = (db: DatabaseSync, name: string): number => Number(readPragma(db, name))
const readText = (db: DatabaseSync, name: string): string => String(readPragma(db, name))
