import { DatabaseSync } from 'node:sqlite'
import { appError } from '#shared/errors/catalogue.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import { JOURNAL_NAME } from './contents.ts'
import { RefusedBackup } from './refused-backup.ts'

/** What the journal of a backup holds. */
export interface StagedJournal {
  readonly jobs: number
  /** Jobs that waited when the backup was made, and are stopped now. */
  readonly stopped: number
}

/**
 * Checks the journal of a backup and stops its waiting jobs: what waited when it was made may have been sent since, and would be
 * billed twice. Throws `RefusedBackup` when it is no sound journal.
 */
export function settleStagedJournal(path: string): StagedJournal {
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
