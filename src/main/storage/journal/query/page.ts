import type { JobFilter } from '#main/storage/journal/journal.ts'
import { narrow } from './normalize-filter.ts'
import { planOf } from './plan.ts'
import { EVERYWHERE, type Ask } from './range.ts'
import { joined, sql, where, type Sql } from './sql.ts'

/** A page of jobs, newest first, before the cursor; or in the order of the list, after it. */
export function pageQuery(filter: JobFilter, cursor: string | null, limit: number, ask: Ask): Sql {
  const forward = filter.order === 'list'
  // Ids are made in the order of a run's list (`ids.ts`): both orders run along the same indexes.
  const order = sql(`ORDER BY id ${forward ? 'ASC' : 'DESC'} LIMIT ?`, limit)
  const beyond = { ...EVERYWHERE, [forward ? 'above' : 'below']: cursor }
  const parts = planOf(narrow(filter), ask, beyond).map(({ from, conditions }) =>
    joined([sql(`SELECT * FROM ${from}`), where(conditions), order], ' '),
  )
  const [first] = parts
  if (first === undefined) return sql('SELECT * FROM jobs WHERE 0')
  if (parts.length === 1) return first
  const merged = parts.map((part) => ({ ...part, sql: `SELECT * FROM (${part.sql})` }))
  return joined([joined(merged, ' UNION ALL '), order], ' ')
}
