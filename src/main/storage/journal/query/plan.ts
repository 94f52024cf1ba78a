import { selectIdsByIndex } from './conditions.ts'
import { listRows } from './job-set.ts'
import type { FoundJobs } from './find-jobs.ts'
import type { NormalizedFilter } from './normalize-filter.ts'
import {
  ALL_IDS,
  intersectRanges,
  toRangeConditions,
  findRunRange,
  findStretchRange,
  findTimeRange,
  type SelectValue,
  type IdRange,
} from './range.ts'
import { joinSql, sql, toWhereClause, type Sql } from './sql.ts'
import { toAllConditions, chooseIndexScans } from './index-scans.ts'

/** Up to so many jobs are read one by one; more are read through `jobs_searched`. */
const MAX_COUNTED_ROWS = 20_000
/** Up to so many jobs of a set are read and sorted; of more, the list is walked and each of its jobs looked up in the set. */
const MAX_SORTED_JOBS = 8000
/** To read and sort a job costs as much as to walk past so many. */
const WALKED_PER_SORTED = 64

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
  const asked = intersectRanges(within, ofTimes ?? ALL_IDS)
  const range = intersectRanges(asked, findStretchRange(narrowed.found?.stretches ?? null, asked))
  const { scans, isByKind, implied, residual } = chooseIndexScans(narrowed)
  const unanswered = searches.length - Number(isByKind) + residual.length
  const along = scans.map((stretch) => ({
    from: 'jobs',
    conditions: [...stretch, ...toRangeConditions(range), ...implied, ...residual, ...times, ...searches],
  }))
  if (unanswered === 0 && (ofTimes !== null || times.length === 0)) return along

  const fewest = findNarrowestTerm(narrowed, ask)
  const walked = scans.map((stretch) => countRows(ask, selectIds([...stretch, ...toRangeConditions(range)])))
  const toWalk = walked.reduce((sum, count) => sum + count, 0)
  if (toWalk < MAX_COUNTED_ROWS && toWalk <= (fewest?.count ?? MAX_COUNTED_ROWS)) return along
  const conditions = [...toAllConditions(narrowed), ...times, ...searches]
  if (fewest !== null && fewest.count < MAX_COUNTED_ROWS) {
    const found = sql(`id IN (${fewest.ids.sql})`, ...fewest.ids.values)
    return [{ from: 'jobs', conditions: [found, ...toRangeConditions(range), ...conditions] }]
  }
  // A set is looked up by the row of the job, which every index has.
  if (narrowed.found !== null && searches.length === 1) return along
  const all = narrowed.runs === null ? range : intersectRanges(range, findRunRange(narrowed.runs, ask))
  const ids = toRangeConditions(all.atLeast === null && all.above === null ? { ...all, atLeast: '' } : all)
  return [{ from: 'jobs INDEXED BY jobs_searched', conditions: [...ids, ...conditions] }]
}

/** Every condition of a filter, for a walk by the rows of jobs. */
export const toRowConditions = (narrowed: NormalizedFilter): readonly Sql[] => [
  ...toAllConditions(narrowed),
  ...toTimeConditions(narrowed),
  ...narrowed.searches,
]

function toTimeConditions({ after, before }: NormalizedFilter): readonly Sql[] {
  return [
    ...(after === null ? [] : [sql('created_at >= ?', after)]),
    ...(before === null ? [] : [sql('created_at < ?', before)]),
  ]
}

/** What finds fewest jobs by an index of its own; null when nothing has one. */
function findNarrowestTerm({ terms, found }: NormalizedFilter, ask: SelectValue): FewIds | null {
  const byTerms = terms.flatMap((term): readonly FewIds[] => {
    const ids = selectIdsByIndex(term)
    return ids === null ? [] : [{ ids, count: countRows(ask, ids) }]
  })
  const all = found !== null && isWorthSorting(found) ? [...byTerms, selectFound(found)] : byTerms
  return all.toSorted((a, b) => a.count - b.count)[0] ?? null
}

interface FewIds {
  readonly ids: Sql
  readonly count: number
}

const isWorthSorting = ({ set, count }: FoundJobs): boolean =>
  count <= MAX_SORTED_JOBS && count * WALKED_PER_SORTED <= set.length

const selectFound = ({ set, count }: FoundJobs): FewIds => ({
  ids: sql(
    'SELECT id FROM jobs WHERE rowid IN (SELECT value FROM json_each(?))',
    JSON.stringify(listRows(set)),
  ),
  count,
})

/** How many rows a selection has, counted up to `MAX_COUNTED_ROWS`. */
const countRows = (ask: SelectValue, rows: Sql): number =>
  Number(ask(sql(`SELECT count(*) AS n FROM (${rows.sql} LIMIT ${MAX_COUNTED_ROWS})`, ...rows.values)))

const selectIds = (conditions: readonly Sql[]): Sql =>
  joinSql([sql('SELECT id FROM jobs'), toWhereClause(conditions)], '')
