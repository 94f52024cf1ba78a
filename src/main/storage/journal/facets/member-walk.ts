import { BLOCK_ROWS, toBlock } from '#main/storage/facts/postings.ts'
import type { AnsweredFilter } from '#main/storage/journal/query/index.ts'
import {
  forEachNumber,
  joinSql,
  listBlocksOf,
  listRows,
  normalizeFilter,
  sql,
  toRowConditions,
  toWhereClause,
  type JobSet,
  type Sql,
} from '#main/storage/journal/query/index.ts'
import type { SelectRows } from '#main/storage/journal/reads/select-rows.ts'

/** The jobs of a filter in one block of rows. */
export interface Members {
  readonly block: number
  /** The byte of a place in the block is 1 for a job of the filter. */
  readonly places: Uint8Array
  readonly count: number
}

/** The blocks in which jobs of a filter may lie, the newest first. */
export function listBlocks(all: SelectRows, filter: AnsweredFilter): readonly number[] {
  if (filter.found) return listBlocksOf(filter.found.set)
  const ofRun = filter.runId === undefined ? sql('') : sql(' WHERE run_id = ?', filter.runId)
  const [rows] = all<{ first: number | null; last: number | null }>(
    `SELECT min(rowid) AS first, max(rowid) AS last FROM jobs${ofRun.sql}`,
    ...ofRun.values,
  )
  if (rows === undefined || rows.first === null || rows.last === null) return []
  const first = toBlock(rows.first)
  const last = toBlock(rows.last)
  return Array.from({ length: last - first + 1 }, (_, at) => last - at)
}

/** Finds the jobs of a filter in one block. */
export function findMembers(
  all: SelectRows,
  filter: AnsweredFilter,
  hiddenRuns: readonly string[],
  block: number,
): Members {
  const { found = null } = filter
  const first = block * BLOCK_ROWS
  // The terms about results are answered already: their jobs are looked at alone.
  const ofBlock =
    found === null
      ? sql('rowid BETWEEN ? AND ?', first, first + BLOCK_ROWS - 1)
      : toCondition(block, placesOf(found.set, block))
  const conditions = [ofBlock, ...toRowConditions(normalizeFilter({ ...filter, found: null }, hiddenRuns))]
  const query = joinSql(
    [sql('SELECT CAST(group_concat(rowid) AS BLOB) AS rows FROM jobs'), toWhereClause(conditions)],
    '',
  )
  const places = new Uint8Array(BLOCK_ROWS)
  let count = 0
  forEachNumber(all<{ rows: Uint8Array | null }>(query.sql, ...query.values)[0]?.rows ?? null, (row) => {
    places[row % BLOCK_ROWS] = 1
    count += 1
  })
  return { block, places, count }
}

/** `WHERE` with the members of a block alone. */
export const whereMember = ({ block, places }: Members): Sql => toWhereClause([toCondition(block, places)])

/** A block in which so many jobs are meant is walked; fewer jobs are looked up one by one. */
const WALKED_JOBS = 1500

function toCondition(block: number, places: Uint8Array): Sql {
  const first = block * BLOCK_ROWS
  const rows = listRows(places).map((place) => first + place - 1)
  return rows.length < WALKED_JOBS
    ? sql('rowid IN (SELECT value FROM json_each(?))', JSON.stringify(rows))
    : sql(
        `rowid BETWEEN ? AND ? AND substr(?, rowid - ?, 1) = x'01'`,
        first,
        first + BLOCK_ROWS - 1,
        places,
        first - 1,
      )
}

/** The jobs of a set in one block, by place. */
function placesOf(set: JobSet, block: number): Uint8Array {
  const first = block * BLOCK_ROWS - 1
  const places = new Uint8Array(BLOCK_ROWS)
  places.set(set.subarray(Math.max(0, first), first + BLOCK_ROWS), first < 0 ? 1 : 0)
  return places
}
