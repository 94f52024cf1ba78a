import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'

/** All rows of a statement, which is prepared once. */
export type SelectRows = <Row>(sql: string, ...values: readonly SQLInputValue[]) => Row[]

type Row = Record<string, SQLOutputValue>

/** The rows of a statement. A number that JavaScript cannot hold fails none of them: it is read as the nearest one. */
export function selectAll(statement: StatementSync, values: readonly SQLInputValue[]): readonly Row[] {
  try {
    return statement.all(...values)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_OUT_OF_RANGE')) throw cause
    statement.setReadBigInts(true)
    try {
      return statement.all(...values).map(withPlainNumbers)
    } finally {
      statement.setReadBigInts(false)
    }
  }
}

const withPlainNumbers = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === 'bigint' ? Number(value) : value]),
  )
