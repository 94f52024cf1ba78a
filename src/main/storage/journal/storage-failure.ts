import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'

const SQLITE_ERROR = 1
const SQLITE_CORRUPT = 11
const SQLITE_FULL = 13
const SQLITE_CONSTRAINT = 19
const SQLITE_NOTADB = 26

/** SQLite's primary result code of an error of node:sqlite, null for any other error. */
function readSqliteCode(cause: unknown): number | null {
  const code = cause instanceof Error && 'errcode' in cause ? cause.errcode : null
  return typeof code === 'number' ? code & 0xff : null
}

/** True when SQLite found the file itself to be broken. */
export function isDamage(cause: unknown): boolean {
  const code = readSqliteCode(cause)
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB
}

/** True when a statement does not fit the file: a database, but not ours (tables missing or in the way). */
export function isSchemaMismatch(cause: unknown): boolean {
  return readSqliteCode(cause) === SQLITE_ERROR
}

/** True when a row breaks a rule of its table. */
export function isConstraint(cause: unknown): boolean {
  return readSqliteCode(cause) === SQLITE_CONSTRAINT
}

/** The storage failure behind an exception, or null when it is a bug of ours (a broken constraint, a TypeError). */
export function toStorageError(cause: unknown): AppError | null {
  const sqlite = readSqliteCode(cause)
  if (sqlite === SQLITE_FULL) return appError('journal.diskFull')
  if (isDamage(cause)) {
    return appError('journal.unwritable', { reason: 'the history file is damaged; the next start mends it' })
  }
  if (sqlite === SQLITE_CONSTRAINT) return null
  const system = cause instanceof Error && 'code' in cause ? cause.code : null
  if (system === 'ENOSPC' || system === 'EDQUOT') return appError('journal.diskFull')
  const ofSystem = typeof system === 'string' && /^E[A-Z0-9]+$/.test(system)
  if (sqlite === null && !ofSystem) return null
  return appError('journal.unwritable', { reason: cause instanceof Error ? cause.message : String(cause) })
}
