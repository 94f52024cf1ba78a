import { rmSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { toBodyPath } from '#main/storage/bodies.ts'
import { toOutputFolder } from '#main/storage/output-files.ts'
import { DELETION_UNDO_MS } from '#shared/model/deletion.ts'
import { listJobColumns } from './deletion-writes.ts'
import { inSlices, type Slices } from './slices.ts'

const JOBS_PER_STEP = 20
/** What is left of a job whose reruns have to be known. */
const KEPT_COLUMNS = new Set([
  'id',
  'run_id',
  'connection_id',
  'workflow_id',
  'state',
  'retry_of',
  'created_at',
  'sent_at',
])

/**
 * Removes what was deleted, with its results and files, once it cannot be restored any more. A deletion is marked first, so that a
 * process that is killed in between is completed by the next one, and nobody restores half of it.
 */
export function createRemovalForGood(db: DatabaseSync, folder: string) {
  const mark = db.prepare(`UPDATE deletions SET state = 'removing' WHERE state = 'deleted' AND at <= ?`)
  const selectMarked = db.prepare(`SELECT id FROM deletions WHERE state = 'removing'`)
  const end = db.prepare(`UPDATE deletions SET state = 'removed', runs = '[]' WHERE id = ?`)
  const selectJobs = db.prepare('SELECT id FROM deleted_jobs WHERE deletion_id = ? LIMIT ?')
  const forgetUnwatched = db.prepare('DELETE FROM unwatched_jobs WHERE deletion_id = ?')
  const remove = createJobRemoval(db, folder)

  function* removeJobs(deletionId: string): Generator<void> {
    for (;;) {
      const found = selectJobs.all(deletionId, JOBS_PER_STEP)
      for (const { id } of found) remove(String(id))
      if (found.length === 0) return
      yield
    }
  }

  return function* removeForGood(now: number): Slices<void> {
    mark.run(now - DELETION_UNDO_MS)
    yield
    for (const row of selectMarked.all()) {
      const id = String(row['id'])
      yield* inSlices(removeJobs(id))
      forgetUnwatched.run(id)
      end.run(id)
      yield
    }
  }
}

function createJobRemoval(db: DatabaseSync, folder: string): (id: string) => void {
  const raise = db.prepare('UPDATE removed_rows SET body = max(body, ?)')
  const selectBody = db.prepare(
    'SELECT rowid AS number, inline IS NULL AS isFile FROM bodies WHERE job_id = ?',
  )
  // The last row stays, empty: its number would be used again.
  const removeBody = db.prepare(
    'DELETE FROM bodies WHERE job_id = ? AND rowid < (SELECT max(rowid) FROM bodies)',
  )
  const emptyBody = db.prepare(`UPDATE bodies SET inline = x'' WHERE job_id = ?`)
  const removeSealed = db.prepare('DELETE FROM sealed WHERE job_id = ?')
  const removeFiles = db.prepare('DELETE FROM kept_files WHERE job_id = ?')
  const isOfLineage = `retry_of IS NOT NULL OR EXISTS (SELECT 1 FROM jobs WHERE jobs.retry_of = deleted_jobs.id)
    OR EXISTS (SELECT 1 FROM deleted_jobs newer WHERE newer.retry_of = deleted_jobs.id)`
  const removeJob = db.prepare(`DELETE FROM deleted_jobs WHERE id = ? AND NOT (${isOfLineage})`)
  const blanks = listJobColumns(db)
    .filter((column) => !KEPT_COLUMNS.has(column))
    .map((column) => `${column} = NULL`)
    .join()
  const blank = db.prepare(`UPDATE deleted_jobs SET deletion_id = '', ${blanks} WHERE id = ?`)

  const removeFrom = (toPath: () => string): void => {
    try {
      rmSync(toPath(), { recursive: true, force: true })
    } catch {
      // A file that is open, or an id that can name none: the rest is removed all the same.
    }
  }

  return (id) => {
    const body = selectBody.get(id)
    if (body !== undefined) {
      raise.run(Number(body['number']))
      if (body['isFile'] === 1) removeFrom(() => toBodyPath(folder, id))
      if (removeBody.run(id).changes === 0) emptyBody.run(id)
    }
    if (removeFiles.run(id).changes > 0) removeFrom(() => toOutputFolder(folder, id))
    removeSealed.run(id)
    if (removeJob.run(id).changes === 0) blank.run(id)
  }
}
