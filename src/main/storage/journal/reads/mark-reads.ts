import { DELETION_UNDO_MS, type Deletion } from '#shared/model/deletion.ts'
import type { Tally } from '#main/storage/journal/journal.ts'
import { foldForSearch } from '#main/storage/journal/rows/job-rows.ts'
import type { SelectRows } from './select-rows.ts'

const COLUMNS = 'id, at, jobs, unwatched, kept'

/** The reads about tags, and about jobs that were deleted. */
export function createMarkReads(all: SelectRows) {
  return {
    tagNames(beginning: string, limit: number): readonly { readonly name: string; readonly jobs: number }[] {
      const sql = `SELECT folded AS name, count(*) AS jobs FROM job_tags
        WHERE folded >= ? AND folded < ? GROUP BY folded ORDER BY jobs DESC, folded LIMIT ?`
      const folded = foldForSearch(beginning)
      return all(sql, folded, `${folded}\u{10ffff}`, limit)
    },

    deletion(id: string): Deletion | null {
      return all<Deletion>(`SELECT ${COLUMNS} FROM deletions WHERE id = ?`, id)[0] ?? null
    },

    /** Those that can be undone, newest first. */
    deletions(now: number, limit: number): readonly Deletion[] {
      const sql = `SELECT ${COLUMNS} FROM deletions WHERE state = 'deleted' AND at > ? AND jobs + unwatched > 0
        ORDER BY at DESC LIMIT ?`
      return all<Deletion>(sql, now - DELETION_UNDO_MS, limit)
    },

    unwatchedByDeletion(deletionId: string): readonly string[] {
      const sql = 'SELECT job_id AS id FROM unwatched_jobs WHERE deletion_id = ?'
      return all<{ id: string }>(sql, deletionId).map(({ id }) => id)
    },

    deletedTally(runId: string): Tally {
      const sql = 'SELECT starts, refused FROM deleted_tallies WHERE run_id = ?'
      return all<Tally>(sql, runId)[0] ?? { starts: 0, refused: 0 }
    },
  }
}
