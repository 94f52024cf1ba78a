import type { JobFilter } from '#main/storage/journal/journal.ts'
import { narrow, type Narrowed } from './normalize-filter.ts'
import { planOf } from './plan.ts'
import { joined, sql, where, within, type Sql } from './sql.ts'
import type { Ask } from './range.ts'

/** How many jobs the filter shows: from the counts of the runs, and only where it searches by looking at the jobs. */
export function countQuery(filter: JobFilter, ask: Ask): Sql {
  const narrowed = narrow(filter)
  if (narrowed.searches.length === 0) return countedByRuns(narrowed)
  const parts = planOf(narrowed, ask).map(({ from, conditions }) =>
    joined([sql(`SELECT count(*) AS n FROM ${from}`), where(conditions)], ''),
  )
  const counts = joined(parts, ' UNION ALL ')
  return parts.length === 0
    ? sql('SELECT 0 AS n')
    : { ...counts, sql: `SELECT sum(n) AS n FROM (${counts.sql})` }
}

// A job has the connection, the workflow and the time of its run.
function countedByRuns(narrowed: Narrowed): Sql {
  const { runs, workflows, connections, states, after, before } = narrowed
  const conditions = [
    ...(runs === null ? [] : [within('c.run_id', runs)]),
    ...(states === null ? [] : [within('c.state', states)]),
  ]
  const ofRuns = [
    ...(workflows === null ? [] : [within('workflow_id', workflows)]),
    ...(connections === null ? [] : [within('connection_id', connections)]),
    ...(after === null ? [] : [sql('created_at >= ?', after)]),
    ...(before === null ? [] : [sql('created_at < ?', before)]),
    ...(narrowed.notRuns.length === 0 ? [] : [within('id', narrowed.notRuns, true)]),
    ...(narrowed.notWorkflows.length === 0 ? [] : [within('workflow_id', narrowed.notWorkflows, true)]),
    ...(narrowed.notConnections.length === 0 ? [] : [within('connection_id', narrowed.notConnections, true)]),
  ]
  const ids = joined([sql('SELECT id FROM runs'), where(ofRuns)], '')
  const all = ofRuns.length === 0 ? [] : [sql(`c.run_id IN (${ids.sql})`, ...ids.values)]
  return joined(
    [sql('SELECT coalesce(sum(c.jobs), 0) AS n FROM run_counts c'), where([...conditions, ...all])],
    '',
  )
}
