import { findIndex } from './conditions.ts'
import type { NormalizedFilter } from './normalize-filter.ts'
import {
  ALL_IDS,
  intersectRanges,
  toRangeConditions,
  findRunRange,
  findTimeRange,
  type SelectValue,
  type IdRange,
} from './range.ts'
import { joinSql, sql, toWhereClause, type Sql } from './sql.ts'
import { toAllConditions, chooseIndexScans } from './index-scans.ts'

/** Up to so many jobs are read one by one; more are read through `jobs_searched`. */
const MAX_COUNTED_ROWS = 20_000

/** One query over jobs, which gives them in the order of their ids. */
export interface PlannedScan {
  readonly from: string
  readonly conditions: readonly Sql[]
}

/**
 * Decides how a filter is answered within a range of ids. Without searching: along an index of exactly the jobs asked for.
 * With it: along whatever leaves few jobs to look at, else through `jobs_searched`, which holds all that is searched.
 */
export function planQuery(
  narrowed: NormalizedFilter,
  ask: SelectValue,
  within: IdRange = ALL_IDS,
): readonly PlannedScan[] {
  const { searches } = narrowed
  const ofTimes = findTimeRange(narrowed, ask)
  const times = toTimeConditions(narrowed)
  const range = intersectRanges(within, ofTimes ?? ALL_IDS)
  const { scans, implied, residual } = chooseIndexScans(narrowed)
  const along = scans.map((stretch) => ({
    from: 'jobs',
    conditions: [...stretch, ...toRangeConditions(range), ...implied, ...residual, ...times, ...searches],
  }))
  if (searches.length + residual.length === 0 && (ofTimes !== null || times.length === 0)) return along

  const fewest = findNarrowestTerm(narrowed, ask)
  const walked = scans.map((stretch) => countRows(ask, selectIds([...stretch, ...toRangeConditions(range)])))
  const toWalk = walked.reduce((sum, count) => sum + count, 0)
  if (toWalk < MAX_COUNTED_ROWS && toWalk <= (fewest?.count ?? MAX_COUNTED_ROWS)) return along
  const conditions = [...toAllConditions(narrowed), ...times, ...searches]
  if (fewest !== null && fewest.count < MAX_COUNTED_ROWS) {
    const found = sql(`id IN (${fewest.ids.sql})`, ...fewest.ids.values)
    return [{ from: 'jobs', conditions: [found, ...toRangeConditions(range), ...conditions] }]
  }
  // Facts are found by the row of the job, which every index has, and lie in nearly the same order.
  if (narrowed.isOnlyFacts) return along
  const all = narrowed.runs === null ? range : intersectRanges(range, findRunRange(narrowed.runs, ask))
  const ids = toRangeConditions(all.atLeast === null && all.above === null ? { ...all, atLeast: '' } : all)
  return [{ from: 'jobs INDEXED BY jobs_searched', conditions: [...ids, ...conditions] }]
}

function toTimeConditions({ after, before }: NormalizedFilter): readonly Sql[] {
  return [
    ...(after === null ? [] : [sql('created_at >= ?', after)]),
    ...(before === null ? [] : [sql('created_at < ?', before)]),
  ]
}

/** The term that finds fewest jobs by an index of its own; null when none has one. */
function findNarrowestTerm(
  { terms }: NormalizedFilter,
  ask: SelectValue,
): { readonly ids: Sql; readonly count: number } | null {
  const found = terms.flatMap((term) => {
    const index = findIndex(term)
    return index === null ? [] : [{ ids: index.ids, count: countRows(ask, index.rows) }]
  })
  return found.toSorted((a, b) => a.count - b.count)[0] ?? null
}

/** How many rows a selection has, counted up to `MAX_COUNTED_ROWS`. */
const countRows = (ask: SelectValue, rows: Sql): number =>
  Number(ask(sql(`SELECT count(*) AS n FROM (${rows.sql} LIMIT ${MAX_COUNTED_ROWS})`, ...rows.values)))

const selectIds = (conditions: readonly Sql[]): Sql =>
  joinSql([sql('SELECT id FROM jobs'), toWhereClause(conditions)], '')
