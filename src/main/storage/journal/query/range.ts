import { OUT_OF_TIME } from '#main/storage/journal/migrations/0002-uploads.ts'
import type { Stretch } from './find-jobs.ts'
import type { NormalizedFilter } from './normalize-filter.ts'
import { sql, inList, type Sql } from './sql.ts'

/** An id tells a time from so long before to so long after its job was created, or the job counts as out of time. */
const MAX_ID_LEAD_MS = 60_000
const MAX_ID_LAG_MS = 10_000

/** Asks the database for one value while a query is planned; null when there is none. */
export type SelectValue = (question: Sql) => number | string | null

/** Ids from (with it), above and below (without it); null: no bound. Ids compare as text. */
export interface IdRange {
  readonly atLeast: string | null
  readonly above: string | null
  readonly below: string | null
}

export const ALL_IDS: IdRange = { atLeast: null, above: null, below: null }

/**
 * The ids that the times asked for can have: ids begin with their time. Null where the clock of this computer was once set,
 * so that ids and times differ (`OUT_OF_TIME`).
 */
export function findTimeRange({ after, before }: NormalizedFilter, ask: SelectValue): IdRange | null {
  if (after === null && before === null) return ALL_IDS
  const odd = `SELECT 1 FROM jobs INDEXED BY jobs_out_of_time WHERE ${OUT_OF_TIME} LIMIT 1`
  if (ask(sql(odd)) !== null) return null
  return {
    ...ALL_IDS,
    atLeast: after === null ? null : toIdPrefix(after - MAX_ID_LEAD_MS),
    below: before === null ? null : toIdPrefix(before + MAX_ID_LAG_MS),
  }
}

/** The beginning of the ids of a moment (`ids.ts`). */
function toIdPrefix(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

/** The jobs of a run lie together: from its first to its last id, which is `below` with a character more. */
export function findRunRange(runs: readonly string[], ask: SelectValue): IdRange {
  const ofRuns = inList('run_id', runs)
  const first = ask(sql(`SELECT min(id) AS n FROM jobs WHERE ${ofRuns.sql}`, ...ofRuns.values))
  const last = ask(sql(`SELECT max(id) AS n FROM jobs WHERE ${ofRuns.sql}`, ...ofRuns.values))
  return { ...ALL_IDS, atLeast: String(first ?? ''), below: `${String(last ?? '')}~` }
}

/** From the first to the last of the stretches that reach into a range, so that no walk begins far from what it looks for. */
export function findStretchRange(
  stretches: readonly Stretch[] | null,
  { atLeast, above, below }: IdRange,
): IdRange {
  if (stretches === null) return ALL_IDS
  const within = stretches.filter(
    ({ firstId, lastId }) =>
      (below === null || firstId < below) &&
      (above === null || lastId > above) &&
      (atLeast === null || lastId >= atLeast),
  )
  const first = within.reduce<string | null>(
    (least, { firstId }) => (least === null || firstId < least ? firstId : least),
    null,
  )
  const last = within.reduce<string | null>(
    (most, { lastId }) => (most === null || lastId > most ? lastId : most),
    null,
  )
  return first === null || last === null ? ALL_IDS : { ...ALL_IDS, atLeast: first, below: `${last}~` }
}

/** The ids that lie in both ranges. */
export function intersectRanges(one: IdRange, other: IdRange): IdRange {
  return {
    atLeast: pickBound(one.atLeast, other.atLeast, (a, b) => a > b),
    above: pickBound(one.above, other.above, (a, b) => a > b),
    below: pickBound(one.below, other.below, (a, b) => a < b),
  }
}

function pickBound(
  a: string | null,
  b: string | null,
  further: (a: string, b: string) => boolean,
): string | null {
  if (a === null || b === null) return a ?? b
  return further(a, b) ? a : b
}

/** One bound at each end: of two, SQLite might choose the wider one for its scan. */
export function toRangeConditions({ atLeast, above, below }: IdRange): readonly Sql[] {
  const lower =
    above !== null && (atLeast === null || above >= atLeast)
      ? [sql('id > ?', above)]
      : atLeast === null
        ? []
        : [sql('id >= ?', atLeast)]
  return [...lower, ...(below === null ? [] : [sql('id < ?', below)])]
}
