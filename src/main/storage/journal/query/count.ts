import type { AnsweredFilter } from './find-jobs.ts'
import { normalizeFilter, type NormalizedFilter } from './normalize-filter.ts'
import { planQuery } from './plan.ts'
import { joinSql, sql, toWhereClause, inList, type Sql } from './sql.ts'
import type { SelectValue } from './range.ts'

/** How many jobs the filter shows: from the counts of the runs, and only where it searches by looking at the jobs. */
export function toCountQuery(
  filter: AnsweredFilter,
  ask: SelectValue,
  hiddenRuns: readonly string[] = [],
): Sql {
  if (filter.found?.count === 0) return sql('SELECT 0 AS n')
  const narrowed = normalizeFilter(filter, hiddenRuns)
  if (narrowed.searches.length === 0) return countByRuns(narrowed, toStateCounts(narrowed))
  const verdicts = findOnlyVerdicts(narrowed)
  if (verdicts !== null) return countByRuns(narrowed, verdicts)
  const parts = planQuery(narrowed, ask).map(({ from, conditions }) =>
    joinSql([sql(`SELECT count(*) AS n FROM ${from}`), toWhereClause(conditions)], ''),
  )
  const counts = joinSql(parts, ' UNION ALL ')
  return parts.length === 0
    ? sql('SELECT 0 AS n')
    : { ...counts, sql: `SELECT sum(n) AS n FROM (${counts.sql})` }
}

/** A table that counts the jobs of each run, and which of its counts are meant. */
interface RunCounts {
  readonly table: 'run_counts' | 'run_verdicts'
  readonly filter: readonly Sql[]
}

const toStateCounts = ({ states }: NormalizedFilter): RunCounts => ({
  table: 'run_counts',
  filter: states === null ? [] : [inList('c.state', states)],
})

/** The counts of verdicts, where nothing but a verdict is searched for; null where more has to be looked at. */
function findOnlyVerdicts({ terms, searches, states }: NormalizedFilter): RunCounts | null {
  const [term] = terms
  if (term?.kind !== 'verdict' || searches.length > 1 || states !== null) return null
  if (term.not || term.verdicts.includes('none')) return null
  return { table: 'run_verdicts', filter: [inList('c.verdict', term.verdicts)] }
}

// A job has the connection, the workflow and the time of its run.
function countByRuns(narrowed: NormalizedFilter, { table, filter }: RunCounts): Sql {
  const { runs, workflows, connections, after, before } = narrowed
  const conditions = [...(runs === null ? [] : [inList('c.run_id', runs)]), ...filter]
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
    [sql(`SELECT coalesce(sum(c.jobs), 0) AS n FROM ${table} c`), toWhereClause([...conditions, ...all])],
    '',
  )
}
