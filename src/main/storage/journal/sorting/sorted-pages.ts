import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { JobSort } from '#main/storage/journal/journal.ts'
import type { AnsweredFilter } from '#main/storage/journal/query/find-jobs.ts'
import { normalizeFilter, type NormalizedFilter } from '#main/storage/journal/query/normalize-filter.ts'
import { planQuery } from '#main/storage/journal/query/plan.ts'
import type { SelectValue } from '#main/storage/journal/query/range.ts'
import { joinSql, sql, toWhereClause, type Sql } from '#main/storage/journal/query/sql.ts'
import { foldText } from '#shared/format/fold.ts'
import { columnKey, type ColumnField } from '#shared/model/columns/index.ts'
import type { SortValue } from './compare-values.ts'
import { JobTable } from './job-table.ts'
import { toSortExpression } from './sort-expression.ts'
import { SortedOrder, type SortCursor } from './sorted-order.ts'

/** So many orders are kept, 8 MB for each million jobs. */
const MAX_ORDERS = 3
/** So many changed jobs are put into their places one by one; beyond, an order is made anew. */
const MAX_PLACED = 5000
/** A search that finds fewer jobs than this is answered by sorting what it finds. */
const MAX_SORTED = 20_000
/** Jobs that are tested by one question. */
const TESTED_AT_ONCE = 400
/** After so many jobs that do not fit, all that fit are looked for instead. */
const MAX_TESTED = 8000

/** Places to go on from: as many as a list of two million jobs has pages. */
const MAX_CURSORS = 10_000

/** What so many searches found is kept, a megabyte for each million jobs. */
const MAX_RESULTS = 3

interface SearchResult {
  readonly version: number
  /** The rows found; null for more than are sorted. */
  readonly rows: readonly number[] | null
  /** 1 for each row found; null as long as the rows are tested where they are looked at. */
  all: Uint8Array | null
}

interface KeptOrder {
  readonly order: SortedOrder
  /** The results that facts, or the values of the path, were read of when it was made or brought up to date. */
  followed: number
  /** `data_version` of the journal then. */
  version: number
}

interface SortedPagesOptions {
  readonly db: DatabaseSync
  readonly ask: SelectValue
  readonly hiddenRuns: () => readonly string[]
}

/** The rows of a page, and the cursor of the one after it. */
export interface SortedRows {
  readonly rows: readonly number[]
  readonly next: string | null
}

/**
 * Pages of jobs sorted by any column. The order of a column is made once, of all jobs, and kept in memory as the numbers of
 * their rows; it is brought up to date by what changed. A filter is answered along it, or, where it finds few jobs, by
 * sorting these.
 */
export function createSortedPages({ db, ask, hiddenRuns }: SortedPagesOptions) {
  let names: Readonly<Record<string, string>> = {}
  db.function('toSortable', { deterministic: true }, (text) => toSortable(text))
  db.function('toFolded', { deterministic: true }, (text) =>
    typeof text === 'string' ? foldText(text) : null,
  )
  db.function('toName', (id) => toSortable(names[String(id)] ?? id))

  const statements = new Map<string, StatementSync>()
  const prepared = (text: string): StatementSync => {
    const known = statements.get(text) ?? db.prepare(text)
    known.setReturnArrays(true)
    statements.set(text, known)
    return known
  }
  const iterate = (text: string, ...values: readonly (number | string)[]) =>
    prepared(text).iterate(...values) as unknown as Iterable<readonly (number | string | null)[]>
  const selectRows = ({ sql: text, values }: Sql): number[] =>
    Array.from(db.prepare(text).iterate(...values), (row) => Number(row['rowid']))

  const table = new JobTable({ iterate })
  const orders = new Map<string, KeptOrder>()
  const results = new Map<string, SearchResult>()
  const cursors = new Map<string, SortCursor>()
  let lastCursor = 0
  let version = -1

  const readVersion = (): number => Number(ask(sql('PRAGMA data_version')) ?? 0)

  /** Brings the table and all orders up to date. */
  const update = (): void => {
    const current = readVersion()
    if (current === version) return
    version = current
    const changed = table.update()
    for (const [key, { order }] of orders) {
      if (changed.length > MAX_PLACED) orders.delete(key)
      else order.update(changed, table.lastRow)
    }
  }

  const readFollowed = ({ column }: JobSort): number => {
    if (column.kind === 'path')
      return Number(ask(sql('SELECT body FROM paths.paths WHERE path = ?', column.path)) ?? 0)
    return column.kind === 'fact' ? Number(ask(sql('SELECT body FROM facts.followed')) ?? 0) : 0
  }

  /** Facts are read a little after the results came: their jobs are placed anew. */
  const updateFacts = (kept: KeptOrder, key: string, sort: JobSort): boolean => {
    const followed = readFollowed(sort)
    if (followed === kept.followed) return true
    const rows =
      followed < kept.followed
        ? null
        : selectRows(
            sql(
              `SELECT jobs.rowid FROM bodies JOIN jobs ON jobs.id = bodies.job_id
                WHERE bodies.rowid > ? AND bodies.rowid <= ? LIMIT ?`,
              kept.followed,
              followed,
              MAX_PLACED + 1,
            ),
          )
    if (rows === null || rows.length > MAX_PLACED) {
      orders.delete(key)
      return false
    }
    kept.order.update([...new Set(rows)], table.lastRow)
    kept.followed = followed
    return true
  }

  const createOrder = (sort: JobSort): KeptOrder => {
    const { sql: value, values } = toSortExpression(sort.column)
    const rows = new Uint32Array(table.lastRow + 1)
    let count = 0
    const sorted = `SELECT jobs.rowid AS job, ${value} AS sorted_by FROM jobs ORDER BY sorted_by NULLS LAST, jobs.rowid`
    const select = `SELECT job, sorted_by IS NULL FROM (${sorted})`
    for (const [row, isNull] of iterate(select, ...(values as string[]))) {
      if (isNull === 1) break
      if (table.has(Number(row))) rows[count++] = Number(row)
    }
    const selectValue = `SELECT ${value} FROM jobs WHERE rowid = ?`
    const readValue = (row: number): SortValue => {
      const [found] = iterate(selectValue, ...(values as string[]), row)
      return found?.[0] ?? null
    }
    const order = new SortedOrder(rows.slice(0, count), table.lastRow, readValue)
    return { order, followed: readFollowed(sort), version }
  }

  const findOrder = (sort: JobSort): SortedOrder => {
    const named = JSON.stringify(sort.names ?? {})
    const key = `${columnKey(sort.column)} ${named}`
    names = sort.names ?? {}
    let kept = orders.get(key)
    if (kept !== undefined && isRestless(sort) && kept.version !== version) kept = undefined
    if (kept !== undefined && !updateFacts(kept, key, sort)) kept = undefined
    kept ??= createOrder(sort)
    // The one that was used last is the last one.
    orders.delete(key)
    orders.set(key, kept)
    for (const oldest of [...orders.keys()].slice(0, Math.max(0, orders.size - MAX_ORDERS)))
      orders.delete(oldest)
    return kept.order
  }

  const searchAll = (filter: NormalizedFilter, limit: number): number[] => {
    const parts = planQuery(filter, ask).map(({ from, conditions }) =>
      joinSql([sql(`SELECT jobs.rowid AS rowid FROM ${from}`), toWhereClause(conditions)], ''),
    )
    if (parts.length === 0) return []
    return selectRows(joinSql([joinSql(parts, ' UNION ALL '), sql('LIMIT ?', limit)], ' '))
  }

  /** Which of these rows the searches find, in the order of the rows given. */
  const testRows = (rows: readonly number[], { searches }: NormalizedFilter): number[] => {
    const chunk = sql('rowid IN (SELECT value FROM json_each(?))', JSON.stringify(rows))
    const where = toWhereClause([chunk, ...searches])
    const found = new Set(
      selectRows(joinSql([sql('SELECT jobs.rowid AS rowid FROM jobs NOT INDEXED'), where], '')),
    )
    return rows.filter((row) => found.has(row))
  }

  /** What a search finds, kept for its next pages; and for its first one again as long as nothing changed. */
  const search = (filter: NormalizedFilter, isFirst: boolean): SearchResult => {
    const key = JSON.stringify([
      filter.searches,
      filter.runs,
      filter.workflows,
      filter.connections,
      filter.states,
    ])
    if (isFirst && results.get(key)?.version !== version) results.delete(key)
    const known = results.get(key)
    if (known !== undefined) return known
    const few = searchAll(filter, MAX_SORTED)
    const result: SearchResult = { version, rows: few.length < MAX_SORTED ? few : null, all: null }
    for (const oldest of results.size >= MAX_RESULTS ? results.keys().take(1) : []) results.delete(oldest)
    results.set(key, result)
    return result
  }

  /** The first rows of the order that fit, at most `limit`. */
  const findRows = (
    order: SortedOrder,
    filter: NormalizedFilter,
    isFound: (row: number) => boolean,
    direction: 'asc' | 'desc',
    after: SortCursor | null,
    limit: number,
  ): readonly number[] => {
    const isListed = table.createTest(filter)
    const fits = (row: number): boolean => isListed(row) && isFound(row)
    const walk = order.walk(direction, after, table.lastRow)
    if (filter.searches.length === 0) return walk.take(fits, limit)
    const result = search(filter, after === null)
    if (result.rows !== null) return order.sort(result.rows.filter(fits), direction, after).slice(0, limit)
    if (result.all === null) {
      const found: number[] = []
      for (let tested = 0; tested < MAX_TESTED; tested += TESTED_AT_ONCE) {
        const rows = walk.take(fits, TESTED_AT_ONCE)
        found.push(...testRows(rows, filter))
        if (found.length >= limit || rows.length < TESTED_AT_ONCE) return found.slice(0, limit)
      }
      result.all = new Uint8Array(table.lastRow + 1)
      for (const row of searchAll(filter, -1)) result.all[row] = 1
    }
    const { all } = result
    return order.walk(direction, after, table.lastRow).take((row) => all[row] === 1 && fits(row), limit)
  }

  // The value stays here: it may hold what no page may have.
  const keepCursor = (row: number, value: SortValue): string => {
    const cursor = `${row} ${(lastCursor += 1)}`
    cursors.set(cursor, { row, value })
    for (const oldest of cursors.size > MAX_CURSORS ? cursors.keys().take(1) : []) cursors.delete(oldest)
    return cursor
  }
  /** One of a thread that ended is where its job stands now. */
  const findCursor = (cursor: string, order: SortedOrder): SortCursor => {
    const row = Number.parseInt(cursor, 10)
    return cursors.get(cursor) ?? { row, value: order.readValue(row) }
  }

  return {
    /** The rows of the jobs that fit, sorted, after the cursor. */
    page(filter: AnsweredFilter, sort: JobSort, before: string | null, limit: number): SortedRows {
      // A list is read to its end as it was when its first page was read.
      if (before === null || version === -1) update()
      const order = findOrder(sort)
      // What the terms about results find is a set, which is looked at like the state of a job.
      const { found = null, ...others } = filter
      const narrowed = normalizeFilter({ ...others, found: null }, hiddenRuns())
      const isFound = found === null ? () => true : (row: number) => found.set[row - 1] === 1
      const after = before === null ? null : findCursor(before, order)
      const rows = findRows(order, narrowed, isFound, sort.direction, after, limit + 1)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const next = rows.length <= limit || last === undefined ? null : keepCursor(last, order.readValue(last))
      return { rows: shown, next }
    },
  }
}

/** Columns that change while the state of a job stays. */
const RESTLESS_FIELDS: readonly ColumnField[] = ['files', 'requests', 'tags', 'note']
const isRestless = ({ column }: JobSort): boolean =>
  column.kind === 'field' && RESTLESS_FIELDS.includes(column.field)

/** Texts without regard to case; one that is a number from end to end as that number. */
function toSortable(text: unknown): number | string | null {
  if (typeof text !== 'string' || text === '') return null
  return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text.trim()) ? Number(text) : foldText(text)
}
