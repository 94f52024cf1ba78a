import type { AnsweredFilter } from './find-jobs.ts'
import { normalizeFilter } from './normalize-filter.ts'
import { planQuery } from './plan.ts'
import { ALL_IDS, type SelectValue } from './range.ts'
import { joinSql, sql, toWhereClause, type Sql } from './sql.ts'

/** A page of jobs, newest first, before the cursor; or in the order of the list, after it. */
export function toPageQuery(
  filter: AnsweredFilter,
  cursor: string | null,
  limit: number,
  ask: SelectValue,
  hiddenRuns: readonly string[] = [],
): Sql {
  if (filter.found?.count === 0) return sql('SELECT * FROM jobs WHERE 0')
  const forward = filter.order === 'list'
  // Ids are made in the order of a run's list (`ids.ts`): both orders run along the same indexes.
  const order = sql(`ORDER BY id ${forward ? 'ASC' : 'DESC'} LIMIT ?`, limit)
  const beyond = { ...ALL_IDS, [forward ? 'above' : 'below']: cursor }
  const parts = planQuery(normalizeFilter(filter, hiddenRuns), ask, beyond).map(({ from, conditions }) =>
    joinSql([sql(`SELECT * FROM ${from}`), toWhereClause(conditions), order], ' '),
  )
  const [first] = parts
  if (first === undefined) return sql('SELECT * FROM jobs WHERE 0')
  if (parts.length === 1) return first
  const merged = parts.map((part) => ({ ...part, sql: `SELECT * FROM (${part.sql})` }))
  return joinSql([joinSql(merged, ' UNION ALL '), order], ' ')
}
