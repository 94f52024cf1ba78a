import { DatabaseSync } from 'node:sqlite'
import { journalFile } from '#main/storage/journal/journal-database.ts'

/** A body of the journal with what is needed of its job; a job that is lost is null. */
export interface BodyRow {
  readonly body: number
  readonly job_id: string
  readonly job: number | null
  readonly deadline: number | null
  readonly bytes: number | null
  readonly inline: Uint8Array | null
}

/** A job that was deleted or restored. */
interface JobChangeRow {
  readonly number: number
  readonly job: number
}

/** A number of a damaged row may be none that JavaScript holds. */
const exact = (column: string): string => `iif(${column} BETWEEN 0 AND 9007199254740991, ${column}, NULL)`

const COLUMNS = `bodies.rowid AS body, bodies.job_id, jobs.rowid AS job,
  ${exact('forgotten_at')} AS deadline, ${exact('body_bytes')} AS bytes, bodies.inline`

/** The journal as a log of results, which files made from it are brought along with. Read-only. */
export function openResultLog(folder: string) {
  const db = new DatabaseSync(journalFile(folder), { readOnly: true, timeout: 5000 })
  const select = db.prepare(
    `SELECT ${COLUMNS} FROM bodies LEFT JOIN jobs ON jobs.id = bodies.job_id
      WHERE bodies.rowid > ? ORDER BY bodies.rowid LIMIT ?`,
  )
  const selectChanges = db.prepare(
    'SELECT number, job FROM job_changes WHERE number > ? ORDER BY number LIMIT ?',
  )
  const selectOfJob = db.prepare(
    `SELECT ${COLUMNS} FROM jobs JOIN bodies ON bodies.job_id = jobs.id WHERE jobs.rowid = ?`,
  )
  const selectLast = db.prepare('SELECT max(rowid) AS last FROM bodies')
  return {
    db,
    /** The bodies beyond a row, in the order in which they were archived. */
    read: (after: number, limit: number) =>
      select.iterate(after, limit) as Iterable<unknown> as Iterable<BodyRow>,
    /** What was deleted or restored beyond a number, oldest first. */
    changes: (after: number, limit: number): readonly JobChangeRow[] =>
      selectChanges
        .all(after, limit)
        .map(({ number, job }) => ({ number: Number(number), job: Number(job) })),
    /** The body of a job by the row of the job. */
    ofJob: (job: number) => selectOfJob.get(job) as unknown as BodyRow | undefined,
    /** The row of the last body; 0 when there is none. */
    last: () => Number(selectLast.get()?.['last'] ?? 0),
    close: () => db.close(),
  }
}

export type ResultLog = ReturnType<typeof openResultLog>
