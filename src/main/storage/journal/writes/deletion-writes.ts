import type { DatabaseSync } from 'node:sqlite'
import { JOB_STATES } from '#shared/model/job.ts'
import { isEnd } from '#shared/model/job-state.ts'
import type { DeleteJobsCommand } from '#main/storage/journal/journal-command.ts'
import { NEXT_JOB_ROW, REOPEN_RUN } from './command-sql.ts'

const ENDED = JOB_STATES.filter(isEnd)
  .map((state) => `'${state}'`)
  .join()

/** A deleted job that had started, or was refused, has been spent all the same. */
const TALLY = `state IN ('finished', 'failed', 'expired') AND NOT (state = 'failed' AND jobid IS NULL AND asked IS NULL),
  state = 'rejected'`

/** Rows are removed on the way, so that they are read in portions; all at once would hold up other commits. */
const SELECTED_AT_ONCE = 500

/** The row that the job had, unless a salvage gave it to another one. */
const FORMER_ROW = `iif(EXISTS (SELECT 1 FROM jobs WHERE rowid = number), ${NEXT_JOB_ROW}, number)`

/** The columns of `jobs`, each of which `deleted_jobs` has, too. */
export const listJobColumns = (db: DatabaseSync): readonly string[] =>
  db
    .prepare('PRAGMA table_info(jobs)')
    .all()
    .map((column) => String(column['name']))

/**
 * Jobs that a person deletes, and restores: their rows move to `deleted_jobs` and back, and all that is counted or indexed goes
 * with them. Results and files stay where they are. Each step is one job; done twice it has the effect of once.
 */
export function createDeletionWrites(db: DatabaseSync) {
  const moves = createMoves(db)
  const selectJob = db.prepare(
    'SELECT rowid AS number, state, watching, body_bytes AS bytes, json_valid(source) AS sound FROM jobs WHERE id = ?',
  )
  const begin = db.prepare(`INSERT OR IGNORE INTO deletions (id, at, state) VALUES (?, ?, 'deleting')`)
  const selectState = db.prepare('SELECT state FROM deletions WHERE id = ?')
  const setState = db.prepare('UPDATE deletions SET state = ? WHERE id = ?')
  const unwatch = db.prepare(`UPDATE jobs SET watching = 0 WHERE id = ? AND state = 'started'`)
  const noteUnwatched = db.prepare('INSERT OR IGNORE INTO unwatched_jobs VALUES (?, ?)')
  const watch = db.prepare(`UPDATE jobs SET watching = 1 WHERE id = ? AND state = 'started' RETURNING run_id`)
  const reopen = db.prepare(REOPEN_RUN)
  const selectUnwatched = db.prepare('SELECT job_id FROM unwatched_jobs WHERE deletion_id = ?')
  const selectDeleted = db.prepare(
    'SELECT run_id, id FROM deleted_jobs WHERE deletion_id = ? AND (run_id, id) > (?, ?) ORDER BY run_id, id LIMIT ?',
  )
  const finish = db.prepare(`UPDATE deletions SET state = 'deleted', jobs = :jobs, unwatched = :unwatched,
    kept = max(0, :asked - :jobs - :unwatched), runs = :runs WHERE id = :id`)
  const countDeleted = db.prepare('SELECT count(*) AS n FROM deleted_jobs WHERE deletion_id = ?')
  const countUnwatched = db.prepare('SELECT count(*) AS n FROM unwatched_jobs WHERE deletion_id = ?')
  const selectRuns = db.prepare(`SELECT json_group_array(run_id) AS runs FROM (
    SELECT DISTINCT run_id FROM deleted_jobs WHERE deletion_id = :id
    UNION SELECT run_id FROM unwatched_jobs JOIN jobs ON jobs.id = job_id WHERE deletion_id = :id)`)
  const selectDeletion = db.prepare('SELECT jobs, runs FROM deletions WHERE id = ?')

  const deleteJob = (deletionId: string, id: string): void => {
    const row = selectJob.get(id)
    if (row === undefined) return
    if (row['state'] === 'started') {
      if (row['watching'] !== 1) return
      unwatch.run(id)
      noteUnwatched.run(deletionId, id)
      return
    }
    // A row that cannot be read stays: the indexes could not follow it.
    if (row['sound'] === 1) moves.putAside(deletionId, id, Number(row['number']), row['bytes'] !== null)
  }

  const readDeletion = (id: string): { readonly jobs: number; readonly runs: readonly string[] } => {
    const row = selectDeletion.get(id)
    return { jobs: Number(row?.['jobs'] ?? 0), runs: JSON.parse(String(row?.['runs'] ?? '[]')) as string[] }
  }

  return {
    /** What is written first of a deletion. */
    beginDeletion: (id: string, at: number): void => void begin.run(id, at),

    *deleteJobs(id: string, { jobIds }: DeleteJobsCommand): Generator<void> {
      for (const jobId of jobIds) {
        deleteJob(id, jobId)
        yield
      }
    },

    /** Keeps what came of it. How many jobs were deleted, and the runs whose counts changed. */
    finishDeletion(id: string, asked: number) {
      const jobs = Number(countDeleted.get(id)?.['n'] ?? 0)
      const unwatched = Number(countUnwatched.get(id)?.['n'] ?? 0)
      finish.run({ id, asked, jobs, unwatched, runs: String(selectRuns.get({ id })?.['runs'] ?? '[]') })
      return readDeletion(id)
    },

    /** Whether its jobs are still there: those that are about to be removed for good are not brought back. */
    mayRestore(id: string): boolean {
      const state = selectState.get(id)?.['state']
      return state === 'deleted' || state === 'restoring' || state === 'restored'
    },

    beginRestoring: (id: string): void => void setState.run('restoring', id),

    *restoreJobs(deletionId: string): Generator<void> {
      let [run, last] = ['', '']
      const selectNext = () => selectDeleted.all(deletionId, run, last, SELECTED_AT_ONCE)
      for (let rows = selectNext(); rows.length > 0; rows = selectNext())
        for (const row of rows) {
          ;[run, last] = [String(row['run_id']), String(row['id'])]
          moves.bringBack(last)
          yield
        }
      for (const row of selectUnwatched.all(deletionId)) {
        const runId = watch.get(String(row['job_id']))?.['run_id']
        if (runId !== undefined) reopen.run(String(runId))
        yield
      }
    },

    finishRestoring(id: string) {
      setState.run('restored', id)
      return readDeletion(id)
    },
  }
}

/** One row to `deleted_jobs`, or back. */
function createMoves(db: DatabaseSync) {
  const columns = listJobColumns(db).join()
  const withoutRemoteId = columns.replace('jobid,', 'NULL,')
  const keep = db.prepare(`INSERT INTO deleted_jobs (deletion_id, number, ${columns})
    SELECT ?, rowid, ${columns} FROM jobs WHERE id = ? AND state IN (${ENDED})`)
  const remove = db.prepare('DELETE FROM jobs WHERE id = ?')
  const raise = db.prepare('UPDATE removed_rows SET job = max(job, ?)')
  const noteChange = db.prepare('INSERT INTO job_changes (job) VALUES (?)')
  const spend = db.prepare(`INSERT INTO deleted_tallies SELECT run_id, ${TALLY} FROM deleted_jobs WHERE id = ?
    ON CONFLICT DO UPDATE SET starts = starts + excluded.starts, refused = refused + excluded.refused`)
  const takeBack =
    db.prepare(`INSERT INTO deleted_tallies SELECT run_id, ${TALLY} FROM deleted_jobs WHERE id = ?
    ON CONFLICT DO UPDATE SET starts = starts - excluded.starts, refused = refused - excluded.refused`)
  const toInsert = (selected: string) =>
    db.prepare(
      `INSERT INTO jobs (rowid, ${columns}) SELECT ${FORMER_ROW}, ${selected} FROM deleted_jobs WHERE id = ?`,
    )
  const insert = toInsert(columns)
  // Somebody gave its remote job id to another job meanwhile, which keeps it.
  const insertWithoutRemoteId = toInsert(withoutRemoteId)
  const findHolder = db.prepare(`SELECT 1 FROM deleted_jobs JOIN jobs
    ON jobs.jobid = deleted_jobs.jobid AND jobs.connection_id = deleted_jobs.connection_id WHERE deleted_jobs.id = ?`)
  const forget = db.prepare('DELETE FROM deleted_jobs WHERE id = ? RETURNING body_bytes AS bytes')

  return {
    putAside(deletionId: string, id: string, number: number, hasResult: boolean): void {
      if (keep.run(deletionId, id).changes === 0) return
      spend.run(id)
      remove.run(id)
      raise.run(number)
      if (hasResult) noteChange.run(number)
    },

    bringBack(id: string): void {
      const statement = findHolder.get(id) === undefined ? insert : insertWithoutRemoteId
      const { changes, lastInsertRowid } = statement.run(id)
      if (changes === 0) return
      takeBack.run(id)
      if (forget.get(id)?.['bytes'] !== null) noteChange.run(lastInsertRowid)
    },
  }
}
