import type { JobSort } from '#main/storage/journal/journal.ts'
import type { SelectValue } from '#main/storage/journal/query/range.ts'
import { sql, type Sql } from '#main/storage/journal/query/sql.ts'
import { columnKey, type ColumnField, type JobColumn } from '#shared/model/columns/index.ts'
import { toSortExpression } from './sort-expression.ts'

type Names = Readonly<Record<string, string>>

/** What an order of all jobs is made by. */
export interface OrderKey {
  /** Two with the same text give the same order. */
  readonly text: string
  /** The value of a row of `jobs`. */
  readonly value: Sql
  readonly names: Names
  /** It changes while the state of a job stays. */
  readonly isRestless: boolean
  /** The number of the last result that its values were read of; 0 where they are in the row of the job. */
  readonly readFollowed: (ask: SelectValue) => number
}

const NO_NAMES: Names = {}

const RESTLESS_FIELDS: readonly ColumnField[] = ['files', 'requests', 'tags', 'note']

/** The order of the ids: in it stand the lists that no column sorts. */
export const ID_ORDER: OrderKey = {
  text: 'id',
  value: sql('id'),
  names: NO_NAMES,
  isRestless: false,
  readFollowed: () => 0,
}

export const toOrderKey = ({ column, names = NO_NAMES }: JobSort): OrderKey => ({
  text: `${columnKey(column)} ${JSON.stringify(names)}`,
  value: toSortExpression(column),
  names,
  isRestless: column.kind === 'field' && RESTLESS_FIELDS.includes(column.field),
  readFollowed: (ask) => readFollowed(column, ask),
})

function readFollowed(column: JobColumn, ask: SelectValue): number {
  if (column.kind === 'path')
    return Number(ask(sql('SELECT body FROM paths.paths WHERE path = ?', column.path)) ?? 0)
  return column.kind === 'fact' ? Number(ask(sql('SELECT body FROM facts.followed')) ?? 0) : 0
}
