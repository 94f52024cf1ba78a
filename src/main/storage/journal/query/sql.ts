import type { SQLInputValue } from 'node:sqlite'

/** A piece of SQL and what to bind to it. */
export interface Sql {
  readonly sql: string
  readonly values: readonly SQLInputValue[]
}

export const sql = (text: string, ...values: readonly SQLInputValue[]): Sql => ({ sql: text, values })

/** ` WHERE … AND …`, or nothing. */
export function toWhereClause(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return sql('')
  return {
    sql: ` WHERE ${conditions.map((part) => part.sql).join(' AND ')}`,
    values: conditions.flatMap((part) => part.values),
  }
}

/** `column IN (…)`, or `NOT IN` with `not`. */
export function inList(column: string, values: readonly string[], not = false): Sql {
  return sql(`${column} ${not ? 'NOT ' : ''}IN (${values.map(() => '?').join()})`, ...values)
}

/** All pieces in order, with `by` between them. */
export function joinSql(parts: readonly Sql[], by: string): Sql {
  return { sql: parts.map((part) => part.sql).join(by), values: parts.flatMap((part) => part.values) }
}
