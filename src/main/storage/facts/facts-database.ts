import type { DatabaseSync } from 'node:sqlite'
import { foldText } from '#shared/format/fold.ts'
import { FACT_KINDS, type Fact } from '#shared/model/facts/index.ts'
import { openDerived } from './derived-database.ts'
import { DerivedWriter, type FollowedResult } from './derived-writer.ts'

/**
 * A row is some 20 bytes: names are numbers, and so are jobs (by their row in the journal). `facts` answers for a job, the index
 * for a name and a range of numbers.
 */
const FORM = {
  name: 'facts',
  version: 1,
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
    CREATE INDEX facts_by_number ON facts (kind, name, number, job)`,
} as const

/** So many names are remembered; a sheet of unique texts would fill the memory. */
const MAX_REMEMBERED_NAMES = 50_000

/** Opens the file of facts for writing. */
export function openFactsWriter(folder: string): DerivedWriter {
  const db = openDerived(folder, FORM)
  const names = createNames(db)
  const remove = db.prepare('DELETE FROM facts WHERE job = ?')
  const insert = db.prepare('INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?)')
  const add = ({ job, deadline, read }: FollowedResult): void => {
    remove.run(job)
    const put = ({ kind, name, task, number }: Fact): unknown =>
      insert.run(job, FACT_KINDS[kind], names.number(name), names.number(task), number)
    for (const fact of read?.facts ?? []) put(fact)
    if (deadline !== null) put({ kind: 'deadline', name: '', task: '', number: deadline })
  }
  // Names of a transaction that was rolled back are not there.
  return new DerivedWriter(db, add, names.forget)
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
