import { idsOf } from './conditions.ts'
import type { Narrowed } from './normalize-filter.ts'
import {
  EVERYWHERE,
  overlap,
  rangeConditions,
  rangeOfRuns,
  rangeOfTimes,
  type Ask,
  type Range,
} from './range.ts'
import { joined, sql, where, type Sql } from './sql.ts'
import { allConditions, walksOf } from './index-scans.ts'

/** Up to so many jobs are looked at one by one rather than through the index of all. */
const MANY = 20_000

/** Where jobs of a filter are read from; each gives them in the order of their ids. */
export interface Part {
  readonly from: string
  readonly conditions: readonly Sql[]
}

/**
 * Decides how a filter is answered within a range of ids. Without searching: along an index of exactly the jobs asked for.
 * With it: along whatever leaves few jobs to look at, else through `jobs_searched`, which holds all that is searched.
 */
export function planOf(narrowed: Narrowed, ask: Ask, within: Range = EVERYWHERE): readonly Part[] {
  const { searches } = narrowed
  const ofTimes = rangeOfTimes(narrowed, ask)
  const times = timeConditions(narrowed)
  const range = overlap(within, ofTimes ?? EVERYWHERE)
  const { stretches, sure, doubtful } = walksOf(narrowed)
  const along = stretches.map((stretch) => ({
    from: 'jobs',
    conditions: [...stretch, ...rangeConditions(range), ...sure, ...doubtful, ...times, ...searches],
  }))
  if (searches.length + doubtful.length === 0 && (ofTimes !== null || times.length === 0)) return along

  const fewest = smallest(narrowed, ask)
  const walked = stretches.map((stretch) => few(ask, idsAlong([...stretch, ...rangeConditions(range)])))
  const toWalk = walked.reduce((sum, count) => sum + count, 0)
  if (toWalk < MANY && toWalk <= (fewest?.count ?? MANY)) return along
  const conditions = [...allConditions(narrowed), ...times, ...searches]
  if (fewest !== null && fewest.count < MANY) {
    const found = sql(`id IN (${fewest.ids.sql})`, ...fewest.ids.values)
    return [{ from: 'jobs', conditions: [found, ...rangeConditions(range), ...conditions] }]
  }
  const all = narrowed.runs === null ? range : overlap(range, rangeOfRuns(narrowed.runs, ask))
  const ids = rangeConditions(all.from === null && all.above === null ? { ...all, from: '' } : all)
  return [{ from: 'jobs INDEXED BY jobs_searched', conditions: [...ids, ...conditions] }]
}

function timeConditions({ after, before }: Narrowed): readonly Sql[] {
  return [
    ...(after === null ? [] : [sql('created_at >= ?', after)]),
    ...(before === null ? [] : [sql('created_at < ?', before)]),
  ]
}

/** The term that finds fewest jobs by an index of its own; null when none has one. */
function smallest({ terms }: Narrowed, ask: Ask): { readonly ids: Sql; readonly count: number } | null {
  const found = terms.flatMap((term) => {
    const ids = idsOf(term)
    return ids === null ? [] : [{ ids, count: few(ask, ids) }]
  })
  return found.toSorted((a, b) => a.count - b.count)[0] ?? null
}

/** How many rows a selection has, counted up to `MANY`. */
const few = (ask: Ask, rows: Sql): number =>
  Number(ask(sql(`SELECT count(*) AS n FROM (${rows.sql} LIMIT ${MANY})`, ...rows.values)))

const idsAlong = (conditions: readonly Sql[]): Sql =>
  joined([sql('SELECT id FROM jobs'), where(conditions)], '')
