import { BLOCK_ROWS, toBlock } from '#main/storage/facts/postings.ts'
import type { AnsweredFilter, SelectValue } from '#main/storage/journal/query/index.ts'
import {
  ALL_IDS,
  findTimeRange,
  forEachNumber,
  joinSql,
  listBlocksOf,
  listRows,
  normalizeFilter,
  sql,
  toRangeConditions,
  toRowConditions,
  toWhereClause,
  type JobSet,
  type Sql,
} from '#main/storage/journal/query/index.ts'
import type { SelectRows } from '#main/storage/journal/reads/select-rows.ts'

/** What is read of the jobs of each block, beside which they are: aggregates, in groups or of all of them. */
export interface BlockRead {
  readonly columns: string
  readonly groupBy: string | null
}

/** What was read of one group, and the rows of its jobs. */
export type GroupRow = Readonly<Record<string, unknown>> & { readonly rows: Uint8Array | null }

/** The jobs of a filter in one block of rows. */
export interface Members {
  readonly block: number
  /** The byte of a place in the block is 1 for a job of the filter. */
  readonly places: Uint8Array
  readonly count: number
  readonly groups: readonly GroupRow[]
}

/** The rows of a run or a time are looked for among so many; where there are more, all blocks are walked. */
const MAX_BOUNDED_ROWS = 200_000

/** The blocks in which jobs of a filter may lie, the newest first. */
export function listBlocks(all: SelectRows, ask: SelectValue, filter: AnsweredFilter): readonly number[] {
  if (filter.found) return listBlocksOf(filter.found.set)
  const { first, last } = findBounds(all, ask, filter) ?? {
    first: Number(ask(sql('SELECT min(rowid) FROM jobs')) ?? 0),
    last: Number(ask(sql('SELECT max(rowid) FROM jobs')) ?? -1),
  }
  return Array.from(
    { length: Math.max(0, toBlock(last) - toBlock(first) + 1) },
    (_, at) => toBlock(last) - at,
  )
}

interface RowBounds {
  readonly first: number
  readonly last: number
}

/** The first and the last row of the run and the time that are asked for; null where they hold too much, or nothing is asked. */
function findBounds(all: SelectRows, ask: SelectValue, filter: AnsweredFilter): RowBounds | null {
  const ofRun = filter.runId === undefined ? [] : [sql('run_id = ?', filter.runId)]
  const ofTimes = toRangeConditions(findTimeRange(normalizeFilter(filter), ask) ?? ALL_IDS)
  if (ofRun.length + ofTimes.length === 0) return null
  const where = toWhereClause([...ofRun, ...ofTimes])
  const [found] = all<{ first: number | null; last: number | null; n: number }>(
    `SELECT min(rowid) AS first, max(rowid) AS last, count(*) AS n
      FROM (SELECT rowid FROM jobs${where.sql} LIMIT ${MAX_BOUNDED_ROWS})`,
    ...where.values,
  )
  if (found === undefined || found.n === MAX_BOUNDED_ROWS) return null
  return { first: found.first ?? 0, last: found.last ?? -1 }
}

/** Finds the jobs of a filter in one block, and reads of them what is asked: each page of the journal is looked at once. */
export function readMembers(
  all: SelectRows,
  filter: AnsweredFilter,
  hiddenRuns: readonly string[],
  block: number,
  { columns, groupBy }: BlockRead,
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
    [
      sql(`SELECT ${columns}, CAST(group_concat(rowid) AS BLOB) AS rows FROM jobs`),
      toWhereClause(conditions),
      sql(groupBy === null ? '' : ` GROUP BY ${groupBy}`),
    ],
    '',
  )
  const groups = all<GroupRow>(query.sql, ...query.values)
  const places = new Uint8Array(BLOCK_ROWS)
  let count = 0
  for (const { rows } of groups)
    forEachNumber(rows, (row) => {
      places[row % BLOCK_ROWS] = 1
      count += 1
    })
  return { block, places, count, groups }
}

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
