import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { RestoreReport } from '#shared/model/backup.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import { JOURNAL_NAME } from './contents.ts'
import { RefusedBackup } from './backup-error.ts'

/** How many jobs the history of a data folder has; deleted ones do not count. */
export function countJobs(folder: string): number {
  if (!existsSync(journalFile(folder))) return 0
  const db = new DatabaseSync(journalFile(folder), { readOnly: true, timeout: 5000 })
  try {
    return Number(db.prepare('SELECT count(*) AS jobs FROM jobs').get()?.['jobs'] ?? 0)
  } finally {
    db.close()
  }
}

/**
 * Checks the journal of a backup and stops its waiting jobs: what waited when it was made may have been sent since, and would be
 * billed twice. Throws `RefusedBackup` when it is no sound journal.
 */
export function settleStagedJournal(path: string): Omit<RestoreReport, 'files'> {
  let db: DatabaseSync | null = null
  try {
    db = new DatabaseSync(path)
    if (db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok') throw new Error('not sound')
    const waiting = WAITING_STATES.map(() => '?').join(', ')
    const { changes } = db
      .prepare(
        `UPDATE jobs SET state = 'stopped', ended_at = coalesce(ended_at, created_at) WHERE state IN (${waiting})`,
      )
      .run(...WAITING_STATES)
    const jobs = Number(db.prepare('SELECT count(*) AS jobs FROM jobs').get()?.['jobs'] ?? 0)
    return { jobs, stopped: Number(changes) }
  } catch {
    throw new RefusedBackup(appError('backup.damaged', { name: JOURNAL_NAME }))
  } finally {
    db?.close()
  }
}
