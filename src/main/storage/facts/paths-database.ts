import type { DatabaseSync } from 'node:sqlite'
import { foldText } from '#shared/format/fold.ts'
import { PATH_VALUE_TYPES, type PathValues } from '#shared/model/json-path/index.ts'
import { openDerived, readFollowedChange, type Followed } from './derived-database.ts'

/**
 * The values that paths found in results: for each path and job a row for each different value, the first one at place 0. `count`, at
 * place 0, is how many values there were; `whole` is 0 where not all of them are here. A path says itself how far it is.
 */
const FORM = {
  name: 'paths',
  version: 1,
  schema: `
    CREATE TABLE paths (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      path TEXT NOT NULL UNIQUE,
      body INTEGER NOT NULL DEFAULT 0,
      job_id TEXT NOT NULL DEFAULT '',
      wanted INTEGER NOT NULL
    );
    CREATE TABLE path_values (
      path INTEGER NOT NULL,
      job INTEGER NOT NULL,
      place INTEGER NOT NULL,
      type INTEGER NOT NULL,
      number REAL,
      text TEXT NOT NULL,
      folded TEXT NOT NULL,
      count INTEGER NOT NULL,
      whole INTEGER NOT NULL,
      PRIMARY KEY (path, job, place)
    ) WITHOUT ROWID;
    CREATE INDEX values_by_value ON path_values (path, type, number, folded, job);
    CREATE INDEX first_by_value ON path_values (path, type, number, folded, job) WHERE place = 0;
    CREATE INDEX partial_values ON path_values (path) WHERE whole = 0 AND place = 0`,
} as const

/** Paths that are kept; of more, those that nobody wanted for longest are forgotten. */
const MAX_KEPT_PATHS = 64

/** A path whose values are kept, and how far it is. */
export interface KeptPath extends Followed {
  readonly number: number
  readonly path: string
}

/** How far a path is, as the file says it. */
interface PathStanding {
  readonly path: string
  readonly body: number
  /** Jobs of which not all values are kept. */
  readonly partial: number
}

export interface PathsWriter {
  readonly db: DatabaseSync
  /** Has values of these paths kept from now on. In no transaction. */
  readonly want: (paths: readonly string[]) => void
  readonly list: () => readonly KeptPath[]
  readonly put: (path: KeptPath, job: number, found: PathValues) => void
  readonly setFollowed: (path: KeptPath, followed: Followed) => void
  /** The last deletion or restoring of a job that was taken in. */
  readonly readChange: () => number
  readonly setChange: (change: number) => void
  readonly standing: () => readonly PathStanding[]
}

/** Opens the file of path values for writing. */
export function openPathsWriter(folder: string): PathsWriter {
  const db = openDerived(folder, FORM)
  const selectAll = db.prepare('SELECT number, path, body, job_id AS jobId FROM paths ORDER BY number')
  const insertPath = db.prepare(`INSERT INTO paths (path, wanted) VALUES (?1, ${NEXT_WANTED})
    ON CONFLICT (path) DO UPDATE SET wanted = ${NEXT_WANTED}`)
  const selectForgotten = db.prepare('SELECT number FROM paths ORDER BY wanted DESC LIMIT -1 OFFSET ?')
  const removeValues = db.prepare('DELETE FROM path_values WHERE path = ? AND job = ?')
  const insertValue = db.prepare('INSERT INTO path_values VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const updateFollowed = db.prepare('UPDATE paths SET body = ?, job_id = ? WHERE number = ?')

  function forgetOthers(): void {
    for (const { number } of selectForgotten.all(MAX_KEPT_PATHS)) {
      db.prepare('DELETE FROM path_values WHERE path = ?').run(number ?? null)
      db.prepare('DELETE FROM paths WHERE number = ?').run(number ?? null)
    }
  }

  return {
    db,
    want(paths) {
      db.exec('BEGIN IMMEDIATE')
      try {
        for (const path of paths.slice(0, MAX_KEPT_PATHS)) insertPath.run(path)
        forgetOthers()
        db.exec('COMMIT')
      } catch (cause) {
        if (db.isTransaction) db.exec('ROLLBACK')
        throw cause
      }
    },
    list: () => selectAll.all() as unknown as readonly KeptPath[],
    put({ number: path }, job, { values, count, isWhole }) {
      removeValues.run(path, job)
      values.forEach(({ type, number, text }, place) => {
        const folded = type === 'text' || type === 'number' ? foldText(text) : text
        insertValue.run(
          path,
          job,
          place,
          PATH_VALUE_TYPES[type],
          number,
          text,
          folded,
          count,
          isWhole ? 1 : 0,
        )
      })
    },
    setFollowed: ({ number }, { body, jobId }) => void updateFollowed.run(body, jobId, number),
    readChange: () => readFollowedChange(db),
    setChange: (change) =>
      void db.prepare('INSERT OR REPLACE INTO followed_changes VALUES (1, ?)').run(change),
    standing: () =>
      db
        .prepare(
          `SELECT path, body, (SELECT count(*) FROM path_values v WHERE v.path = paths.number AND whole = 0 AND place = 0) AS partial
            FROM paths ORDER BY number`,
        )
        .all() as unknown as readonly PathStanding[],
  }
}

const NEXT_WANTED = '(SELECT ifnull(max(wanted), 0) + 1 FROM paths)'
