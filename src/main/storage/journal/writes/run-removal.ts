import type { DatabaseSync } from 'node:sqlite'
import { inSlices, type Slices } from './slices.ts'

const REMOVED_JOBS_PER_STEP = 100

/** Removes a run that was never complete, with everything that was written of it. */
export function createRunRemoval(db: DatabaseSync): (runId: string) => Slices<void> {
  const selectJobs = db.prepare('SELECT id FROM jobs WHERE run_id = ? LIMIT ?')
  const removeSealed = db.prepare('DELETE FROM sealed WHERE job_id = ?')
  const removeJob = db.prepare('DELETE FROM jobs WHERE id = ?')
  const removeKnownRows = db.prepare(
    'DELETE FROM known_rows WHERE rowid IN (SELECT rowid FROM known_rows WHERE run_id = ? LIMIT ?)',
  )
  const removeCounts = db.prepare('DELETE FROM run_counts WHERE run_id = ?')
  const removeRun = db.prepare('DELETE FROM runs WHERE id = ?')

  /** Each step is some of the jobs, with what belongs to them. */
  function* removeJobs(runId: string): Generator<void> {
    for (;;) {
      const found = selectJobs.all(runId, REMOVED_JOBS_PER_STEP)
      for (const { id } of found) {
        const jobId = String(id)
        removeSealed.run(jobId)
        removeJob.run(jobId)
      }
      const rows = Number(removeKnownRows.run(runId, REMOVED_JOBS_PER_STEP).changes)
      if (found.length + rows === 0) return
      yield
    }
  }

  return function* (runId) {
    yield* inSlices(removeJobs(runId))
    removeCounts.run(runId)
    removeRun.run(runId)
  }
}
