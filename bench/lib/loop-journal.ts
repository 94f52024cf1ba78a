import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { GroupCommit } from '#main/storage/journal/writes/group-commit.ts'
import { withFolder } from './scratch.ts'

/** The least that keeps a loop from starting a job twice and from losing a result: three durable writes a job. */
export interface LoopJournal {
  readonly writeIntent: (handle: string) => Promise<void>
  readonly writeStart: (handle: string, jobid: string) => Promise<void>
  readonly keepResult: (handle: string, body: string) => Promise<void>
}

/** One table without further indexes, written on the thread of the loop, in groups as those of our journal. */
export const withLoopJournal = <T>(use: (journal: LoopJournal) => Promise<T>): Promise<T> =>
  withFolder(async (folder) => {
    const db = new DatabaseSync(join(folder, 'loop.db'))
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE jobs (handle TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL, jobid TEXT, body TEXT)`)
    const group = new GroupCommit(db)
    const write = (sql: string) => {
      const statement = db.prepare(sql)
      return (mayWait: boolean, ...values: readonly SQLInputValue[]): Promise<void> =>
        new Promise((resolve, reject) => {
          group.add({
            run: () => statement.run(...values),
            onCommit: () => resolve(),
            onFailure: reject,
            mayWait,
          })
        })
    }
    const insert = write(`INSERT INTO jobs (handle, state) VALUES (?, 'sending')`)
    const start = write(`UPDATE jobs SET state = 'started', jobid = ? WHERE handle = ? AND state = 'sending'`)
    const finish = write(
      `UPDATE jobs SET state = 'finished', body = ? WHERE handle = ? AND state = 'started'`,
    )
    try {
      return await use({
        writeIntent: (handle) => insert(false, handle),
        writeStart: (handle, jobid) => start(false, jobid, handle),
        keepResult: (handle, body) => finish(true, body, handle),
      })
    } finally {
      db.close()
    }
  })
