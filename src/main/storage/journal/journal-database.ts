import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { appError } from '#shared/errors/catalogue.ts'
import { isDamage, isSchemaMismatch } from './storage-failure.ts'
import { DERIVED_NAMES, markDamaged } from '#main/storage/facts/facts-files.ts'
import type { JournalNotice, JournalProgress } from './journal.ts'
import { LATEST_VERSION, migrate, readVersion } from './migrations/migrate.ts'
import { salvage } from './salvage.ts'

export interface JournalDatabase {
  readonly db: DatabaseSync
  readonly readOnly: boolean
  readonly notices: readonly JournalNotice[]
}

type OnProgress = (progress: JournalProgress) => void

export const journalFile = (folder: string): string => join(folder, 'journal.db')
/** The file that a worker creates when it finds damage: the next start then rebuilds the journal. */
export const damageMarkerFile = (folder: string): string => join(folder, 'journal.damaged')
/** What was salvaged, until it takes the journal's name. */
const salvageFile = (folder: string): string => join(folder, 'journal-rescue.db')

/** Up to this size the whole file is checked at the start (some 10 ms); beyond, its structure and both ends. */
const WHOLE_CHECK_BYTES = 4 * 1024 * 1024

/**
 * Opens the journal's database for writing: creates it, migrates it or, when it is damaged, replaces it by what can be read.
 * A newer one is left as it is (`readOnly`). Throws the error of SQLite or the file system when nothing can be written.
 */
export function openJournalDatabase(
  folder: string,
  now: number,
  onProgress: OnProgress = () => undefined,
): JournalDatabase {
  mkdirSync(folder, { recursive: true })
  const file = journalFile(folder)
  // The salvage was interrupted between its two renames.
  if (!existsSync(file) && existsSync(salvageFile(folder))) renameSync(salvageFile(folder), file)
  const sound = openIfSound(folder, onProgress)
  if (sound !== null) return sound

  const aside = `journal-damaged-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}.db`
  replaceDamagedFile(folder, join(folder, aside), onProgress)
  const mended = openIfSound(folder, onProgress)
  if (mended === null) throw new Error('a journal made anew is not sound')
  return { ...mended, notices: [{ error: appError('journal.damaged', { file: basename(aside) }) }] }
}

/** The database when it is sound (or absent, or newer), null when it is damaged. */
function openIfSound(folder: string, onProgress: OnProgress): JournalDatabase | null {
  const file = journalFile(folder)
  if (existsSync(damageMarkerFile(folder))) return null
  // An empty file is a journal that lost its contents in a power failure, not a new one.
  if (existsSync(file) && statSync(file).size === 0) return null
  let db: DatabaseSync | null = null
  try {
    db = openForWriting(file)
    const version = readVersion(db)
    if (version > LATEST_VERSION)
      return { db, readOnly: true, notices: [{ error: appError('journal.readOnly') }] }
    if (version > 0) checkIntegrity(db)
    migrate(db, folder, undefined, (share) => onProgress({ kind: 'upgrade', share }))
    db.exec('PRAGMA journal_mode = WAL')
    return { db, readOnly: false, notices: [] }
  } catch (cause) {
    db?.close()
    if (isDamage(cause) || isSchemaMismatch(cause) || cause instanceof DamageFoundError) return null
    throw cause
  }
}

class DamageFoundError extends Error {}

// SQLite itself refuses a file that is shorter than it says.
function checkIntegrity(db: DatabaseSync): void {
  const pragma = (name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]
  if (Number(pragma('page_count')) * Number(pragma('page_size')) <= WHOLE_CHECK_BYTES) {
    const found = pragma('quick_check(1)')
    if (found !== 'ok') throw new DamageFoundError(String(found))
  }
  for (const table of ['runs', 'jobs', 'sealed', 'bodies']) {
    for (const order of ['ASC', 'DESC']) {
      const ends = db.prepare(`SELECT * FROM ${table} ORDER BY rowid ${order} LIMIT 20`)
      // A number that JavaScript cannot hold means a damaged row, which the lists show, and not a damaged file.
      ends.setReadBigInts(true)
      ends.all()
    }
  }
}

function openForWriting(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 })
  try {
    // The counting triggers need a temporary journal for each row: as a file, it would take longer than the rows.
    db.exec('PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY')
    // The log is copied beside the commits (`checkpoints.ts`), and within one only where that does not keep up.
    db.exec(
      'PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 16000; PRAGMA journal_size_limit = 67108864',
    )
    // fsync alone does not reach the platter on macOS.
    if (process.platform === 'darwin') db.exec('PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1')
    return db
  } catch (cause) {
    db.close()
    throw cause
  }
}

/** Salvages into a file beside the damaged one first. When that is interrupted, the next start begins again or completes it. */
function replaceDamagedFile(folder: string, aside: string, onProgress: OnProgress): void {
  const file = journalFile(folder)
  const salvaged = salvageFile(folder)
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${salvaged}${ending}`, { force: true })
  const fresh = openForWriting(salvaged)
  fresh.exec('PRAGMA journal_mode = WAL')
  migrate(fresh, folder)
  salvage(file, fresh, (share) => onProgress({ kind: 'salvage', share }))
  fresh.close()
  for (const ending of ['-wal', '-shm', '']) {
    if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, `${aside}${ending}`)
  }
  renameSync(salvaged, file)
  // The rows of jobs may have other numbers now.
  for (const name of DERIVED_NAMES) markDamaged(folder, name)
  rmSync(damageMarkerFile(folder), { force: true })
}
