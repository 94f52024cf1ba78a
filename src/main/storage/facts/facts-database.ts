import type { DatabaseSync } from 'node:sqlite'
import { foldText } from '#shared/format/fold.ts'
import { FACT_KINDS, type Fact } from '#shared/model/facts/index.ts'
import { openDerived } from './derived-database.ts'
import { ANY_NAME, KINDS_WITH_ANY } from './fact-names.ts'
import { createPostingsWriter } from './postings-writer.ts'
import { toBlock } from './postings.ts'
import { DerivedWriter, type FollowedResult } from './derived-writer.ts'

/**
 * Names are numbers, and so are jobs (by their row in the journal). `facts` answers for a job; `postings` says which jobs have a fact,
 * in lists of up to 4,096 neighbouring jobs (`postings.ts`). `blocks` has the first and last id of the jobs in each block.
 */
const FORM = {
  name: 'facts',
  version: 2,
  schema: `
    CREATE TABLE names (number INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE, shown TEXT NOT NULL);
    CREATE TABLE facts (
      job INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      name INTEGER NOT NULL,
      task INTEGER NOT NULL,
      number REAL,
      PRIMARY KEY (job, kind, name, task)
    ) WITHOUT ROWID;
    CREATE TABLE postings (
      block INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      name INTEGER NOT NULL,
      list BLOB NOT NULL,
      PRIMARY KEY (block, kind, name)
    ) WITHOUT ROWID;
    CREATE TABLE blocks (block INTEGER PRIMARY KEY, first_id TEXT NOT NULL, last_id TEXT NOT NULL)`,
} as const

/** So many names are remembered; a sheet of unique texts would fill the memory. */
const MAX_REMEMBERED_NAMES = 50_000

/** Opens the file of facts for writing. */
export function openFactsWriter(folder: string): DerivedWriter {
  const db = openDerived(folder, FORM)
  const names = createNames(db)
  const postings = createPostingsWriter(db)
  const known = db.prepare('SELECT DISTINCT kind, name FROM facts WHERE job = ?')
  const remove = db.prepare('DELETE FROM facts WHERE job = ?')
  const insert = db.prepare('INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?)')
  const widen = db.prepare(`INSERT INTO blocks VALUES (?, ?2, ?2)
    ON CONFLICT DO UPDATE SET first_id = min(first_id, ?2), last_id = max(last_id, ?2)`)

  /** A job whose result came anew is found by what the new one says. */
  function forgetJob(job: number): void {
    for (const { kind, name } of known.all(job)) {
      postings.remove(job, Number(kind), Number(name))
      postings.remove(job, Number(kind), ANY_NAME)
    }
    remove.run(job)
  }

  const add = ({ job, jobId, deadline, read }: FollowedResult): void => {
    forgetJob(job)
    /** The greatest number of each kind. */
    const greatest = new Map<number, number | null>()
    const put = ({ kind, name, task, number }: Fact): void => {
      const named = names.number(name)
      insert.run(job, FACT_KINDS[kind], named, names.number(task), number)
      postings.add(job, FACT_KINDS[kind], named, number)
      const known = greatest.get(FACT_KINDS[kind]) ?? null
      greatest.set(FACT_KINDS[kind], known === null || (number ?? -Infinity) > known ? number : known)
    }
    for (const fact of read?.facts ?? []) put(fact)
    if (deadline !== null) put({ kind: 'deadline', name: '', task: '', number: deadline })
    for (const kind of KINDS_WITH_ANY) {
      const number = greatest.get(kind)
      if (number !== undefined) postings.add(job, kind, ANY_NAME, number)
    }
    if (greatest.size > 0) widen.run(toBlock(job), jobId)
  }
  // Names of a transaction that was rolled back are not there.
  const onRollback = (): void => {
    names.forget()
    postings.forget()
  }
  return new DerivedWriter(db, { add, flush: postings.flush, onRollback })
}

function createNames(db: DatabaseSync) {
  const remembered = new Map<string, number>()
  const find = db.prepare('SELECT number FROM names WHERE folded = ?')
  const insert = db.prepare('INSERT INTO names (folded, shown) VALUES (?, ?)')
  return {
    number(name: string): number {
      const known = remembered.get(name)
      if (known !== undefined) return known
      const folded = foldText(name)
      const found = find.get(folded)?.['number']
      const number = Number(found ?? insert.run(folded, name).lastInsertRowid)
      if (remembered.size >= MAX_REMEMBERED_NAMES) remembered.clear()
      remembered.set(name, number)
      return number
    },
    forget: () => remembered.clear(),
  }
}
