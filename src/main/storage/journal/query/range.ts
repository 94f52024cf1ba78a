import { OUT_OF_TIME } from '#main/storage/journal/migrations/0002-uploads.ts'
import type { Narrowed } from './normalize-filter.ts'
import { sql, within, type Sql } from './sql.ts'

/** An id tells a time from so long before to so long after its job was created, or the job counts as out of time. */
const EARLIER_MS = 60_000
const LATER_MS = 10_000

/** Asks the database for one value while a query is planned; null when there is none. */
export type Ask = (question: Sql) => number | string | null

/** Ids from (with it), above and below (without it); null: no bound. Ids compare as text. */
export interface Range {
  readonly from: string | null
  readonly above: string | null
  readonly below: string | null
}

export const EVERYWHERE: Range = { from: null, above: null, below: null }

/**
 * The ids that the times asked for can have: ids begin with their time. Null where the clock of this computer was once set,
 * so that ids and times differ (`OUT_OF_TIME`).
 */
export function rangeOfTimes({ after, before }: Narrowed, ask: Ask): Range | null {
  if (after === null && before === null) return EVERYWHERE
  const odd = `SELECT 1 FROM jobs INDEXED BY jobs_out_of_time WHERE ${OUT_OF_TIME} LIMIT 1`
  if (ask(sql(odd)) !== null) return null
  return {
    ...EVERYWHERE,
    from: after === null ? null : idAt(after - EARLIER_MS),
    below: before === null ? null : idAt(before + LATER_MS),
  }
}

/** How the ids of a moment begin (`ids.ts`). */
function idAt(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

/** The jobs of a run lie together: from its first to its last id, which is `below` with a character more. */
export function rangeOfRuns(runs: readonly string[], ask: Ask): Range {
  const ofRuns = within('run_id', runs)
  const first = ask(sql(`SELECT min(id) AS n FROM jobs WHERE ${ofRuns.sql}`, ...ofRuns.values))
  const last = ask(sql(`SELECT max(id) AS n FROM jobs WHERE ${ofRuns.sql}`, ...ofRuns.values))
  return { ...EVERYWHERE, from: String(first ?? ''), below: `${String(last ?? '')}~` }
}

/** What lies in both. */
export function overlap(one: Range, other: Range): Range {
  return {
    from: furthest(one.from, other.from, (a, b) => a > b),
    above: furthest(one.above, other.above, (a, b) => a > b),
    below: furthest(one.below, other.below, (a, b) => a < b),
  }
}

function furthest(
  a: string | null,
  b: string | null,
  further: (a: string, b: string) => boolean,
): string | null {
  if (a === null || b === null) return a ?? b
  return further(a, b) ? a : b
}

/** One bound a side: of two SQLite might take the wider one to walk by. */
export function rangeConditions({ from, above, below }: Range): readonly Sql[] {
  const lower =
    above !== null && (from === null || above >= from)
      ? [sql('id > ?', above)]
      : from === null
        ? []
        : [sql('id >= ?', from)]
  return [...lower, ...(below === null ? [] : [sql('id < ?', below)])]
}
