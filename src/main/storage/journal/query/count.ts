import type { JobFilter } from '#main/storage/journal/journal.ts'
import { normalizeFilter, type NormalizedFilter } from './normalize-filter.ts'
import { planQuery } from './plan.ts'
import { joinSql, sql, toWhereClause, inList, type Sql } from './sql.ts'
import type { SelectValue } from './range.ts'

/** How many jobs the filter shows: from the counts of the runs, and only where it searches by looking at the jobs. */
export function toCountQuery(filter: JobFilter, ask: SelectValue, hiddenRuns: readonly string[] = []): Sql {
  const narrowed = normalizeFilter(filter, hiddenRuns)
  if (narrowed.searches.length === 0) return countByRuns(narrowed)
  const parts = planQuery(narrowed, ask).map(({ from, conditions }) =>
    joinSql([sql(`SELECT count(*) AS n FROM ${from}`), toWhereClause(conditions)], ''),
  )
  const counts = joinSql(parts, ' UNION ALL ')
  return parts.length === 0
    ? sql('SELECT 0 AS n')
    : { ...counts, sql: `SELECT sum(n) AS n FROM (${counts.sql})` }
}

// A job has the connection, the workflow and the time of its run.
function countByRuns(narrowed: NormalizedFilter): Sql {
  const { runs, workflows, connections, states, after, before } = narrowed
  const conditions = [
    ...(runs === null ? [] : [inList('c.run_id', runs)]),
    ...(states === null ? [] : [inList('c.state', states)]),
  ]
  const ofRuns = [
    ...(workflows === null ? [] : [inList('workflow_id', workflows)]),
    ...(connections === null ? [] : [inList('connection_id', connections)]),
    ...(after === null ? [] : [sql('created_at >= ?', after)]),
    ...(before === null ? [] : [sql('created_at < ?', before)]),
    ...(narrowed.notRuns.length === 0 ? [] : [inList('id', narrowed.notRuns, true)]),
    ...(narrowed.notWorkflows.length === 0 ? [] : [inList('workflow_id', narrowed.notWorkflows, true)]),
    ...(narrowed.notConnections.length === 0 ? [] : [inList('connection_id', narrowed.notConnections, true)]),
  ]
  const ids = joinSql([sql('SELECT id FROM runs'), toWhereClause(ofRuns)], '')
  const all = ofRuns.length === 0 ? [] : [sql(`c.run_id IN (${ids.sql})`, ...ids.values)]
  return joinSql(
    [sql('SELECT coalesce(sum(c.jobs), 0) AS n FROM run_counts c'), toWhereClause([...conditions, ...all])],
    '',
  )
}
