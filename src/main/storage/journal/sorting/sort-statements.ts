import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Sql } from '#main/storage/journal/query/sql.ts'
import { foldText } from '#shared/format/fold.ts'
import type { RowReads } from './job-table.ts'

/** What the sorting asks SQLite for: rows as arrays, and the functions of `sort-expression.ts`. */
export interface SortStatements extends RowReads {
  /** The column `row` of what a query finds in one text (`forEachNumber`): a million rows one by one take a second. */
  readonly selectWritten: (query: Sql) => Uint8Array | null
  /** How workflows and connections are called from now on, by their ids. */
  readonly setNames: (names: Readonly<Record<string, string>>) => void
}

export function createSortStatements(db: DatabaseSync): SortStatements {
  let names: Readonly<Record<string, string>> = {}
  db.function('toSortable', { deterministic: true }, (text) => toSortable(text))
  db.function('toFolded', { deterministic: true }, (text) =>
    typeof text === 'string' ? foldText(text) : null,
  )
  db.function('toName', (id) => toSortable(names[String(id)] ?? id))

  const statements = new Map<string, StatementSync>()
  const prepared = (text: string): StatementSync => {
    const known = statements.get(text) ?? db.prepare(text)
    known.setReturnArrays(true)
    statements.set(text, known)
    return known
  }
  return {
    iterate: (text, ...values) =>
      prepared(text).iterate(...values) as unknown as Iterable<readonly (number | string | null)[]>,
    selectWritten: ({ sql: text, values }) => {
      const written = db
        .prepare(`SELECT CAST(group_concat(row) AS BLOB) AS rows FROM (${text})`)
        .get(...values)
      return written?.['rows'] instanceof Uint8Array ? written['rows'] : null
    },
    setNames: (given) => {
      names = given
    },
  }
}

/** Texts without regard to case; one that is a number from end to end as that number. */
function toSortable(text: unknown): number | string | null {
  if (typeof text !== 'string' || text === '') return null
  return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text.trim()) ? Number(text) : foldText(text)
}
