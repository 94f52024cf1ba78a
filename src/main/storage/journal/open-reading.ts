import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { appError } from '#shared/errors/catalogue.ts'
import { isDamage, toStorageError } from './storage-failure.ts'
import { JournalError, type JournalNotice } from './journal.ts'
import { acquireLease } from '#main/storage/lease.ts'
import { LATEST_VERSION, readVersion } from './migrations/migrate.ts'
import { openJournal, type JournalOptions } from './open-journal.ts'
import { openReader, type OpenedReader } from './open-reader.ts'
import { damageMarkerFile, journalFile } from './journal-database.ts'

interface OpenedForReading extends OpenedReader {
  readonly notices: readonly JournalNotice[]
}

/**
 * Opens a journal that another process may write, without the lease and without a change. Only an older or damaged journal is
 * migrated or salvaged first, under the lease, which is released then. Null when there is none. Throws a `JournalError`.
 */
export async function openReading(options: JournalOptions): Promise<OpenedForReading | null> {
  const { folder } = options
  if (!existsSync(journalFile(folder))) return null
  const found = inspectJournal(folder)
  const notices = found === 'newer' ? [{ error: appError('journal.readOnly') }] : []
  const changes = found === 'needsWriting' ? await openOnceForWriting(options) : []
  return { ...(await openReader(options)), notices: [...notices, ...changes] }
}

function inspectJournal(folder: string): 'ready' | 'newer' | 'needsWriting' {
  if (existsSync(damageMarkerFile(folder))) return 'needsWriting'
  let db: DatabaseSync | null = null
  try {
    db = new DatabaseSync(journalFile(folder), { readOnly: true, timeout: 5000 })
    const version = readVersion(db)
    if (version === LATEST_VERSION) return 'ready'
    return version > LATEST_VERSION ? 'newer' : 'needsWriting'
  } catch (cause) {
    if (isDamage(cause)) return 'needsWriting'
    const error = toStorageError(cause)
    throw error === null ? cause : new JournalError(error)
  } finally {
    db?.close()
  }
}

/** Opening it for writing migrates or salvages it. */
async function openOnceForWriting(options: JournalOptions): Promise<readonly JournalNotice[]> {
  const lease = acquireLease(options.folder, { kind: 'cli', pid: process.pid, since: Date.now() })
  if (!lease.ok) throw new JournalError(lease.error)
  try {
    const journal = await openJournal(options)
    await journal.close()
    return journal.notices
  } finally {
    lease.data.release()
  }
}
