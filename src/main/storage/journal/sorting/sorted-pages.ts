import type { DatabaseSync } from 'node:sqlite'
import type { JobSort } from '#main/storage/journal/journal.ts'
import type { AnsweredFilter } from '#main/storage/journal/query/find-jobs.ts'
import { normalizeFilter, type NormalizedFilter } from '#main/storage/journal/query/normalize-filter.ts'
import type { SelectValue } from '#main/storage/journal/query/range.ts'
import { sql } from '#main/storage/journal/query/sql.ts'
import { JobTable } from './job-table.ts'
import { KeptCursors } from './kept-cursors.ts'
import { KeptOrders } from './kept-orders.ts'
import { ID_ORDER, toOrderKey } from './order-key.ts'
import { SearchedRows } from './searched-rows.ts'
import { createSortStatements } from './sort-statements.ts'
import type { SortCursor, SortDirection, SortedOrder } from './sorted-order.ts'

/** Jobs that are tested by one question. */
const TESTED_AT_ONCE = 400
/** After so many jobs that do not fit, all that fit are looked for instead. */
const MAX_TESTED = 8000

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

/** A filter, taken apart for a walk along an order. */
interface SortedFilter {
  readonly narrowed: NormalizedFilter
  /** Everything but the searches. */
  readonly fits: (row: number) => boolean
  readonly isFirst: boolean
}

/**
 * Pages of jobs sorted by any column, and places in lists of any length. The order of a column is made once, of all jobs, and kept
 * in memory as the numbers of their rows; it is brought up to date by what changed. A filter is answered along it, or, where it
 * finds few jobs, by sorting these.
 */
export class SortedPages {
  readonly #ask: SelectValue
  readonly #hiddenRuns: () => readonly string[]
  readonly #table: JobTable
  readonly #orders: KeptOrders
  readonly #searched: SearchedRows
  readonly #cursors = new KeptCursors()
  /** `data_version` of the journal at the last look. */
  #version = -1

  constructor({ db, ask, hiddenRuns }: SortedPagesOptions) {
    const statements = createSortStatements(db)
    this.#ask = ask
    this.#hiddenRuns = hiddenRuns
    this.#table = new JobTable(statements)
    this.#orders = new KeptOrders({ statements, ask, table: this.#table })
    this.#searched = new SearchedRows(statements, ask)
  }

  /** The rows of the jobs that fit, sorted, after the cursor. */
  page(filter: AnsweredFilter, sort: JobSort, before: string | null, limit: number): SortedRows {
    const isFirst = before === null
    // A list is read to its end as it was when its first page was read.
    if (isFirst || this.#version === -1) this.#update()
    const order = this.#orders.find(toOrderKey(sort), this.#version)
    const after = isFirst ? null : this.#cursors.find(before, order)
    const rows = this.#findRows(order, this.#prepare(filter, isFirst), sort.direction, after, limit + 1)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const hasMore = rows.length > limit && last !== undefined
    return { rows: shown, next: hasMore ? this.#cursors.keep(last, order.readValue(last)) : null }
  }

  /** The cursor behind so many rows of a sorted list, or behind all of them; null for none. */
  seekSorted(filter: AnsweredFilter, sort: JobSort, rows: number): string | null {
    if (this.#version === -1) this.#update()
    const order = this.#orders.find(toOrderKey(sort), this.#version)
    const row = this.#skip(order, this.#prepare(filter, false), sort.direction, rows)
    return row === null ? null : this.#cursors.keep(row, order.readValue(row))
  }

  /** The same for a list in the order of the ids: the id of its last row. */
  seekId(filter: AnsweredFilter, rows: number): string | null {
    this.#update()
    const order = this.#orders.find(ID_ORDER, this.#version)
    const direction = filter.order === 'list' ? 'asc' : 'desc'
    const row = this.#skip(order, this.#prepare(filter, true), direction, rows)
    return row === null ? null : String(order.readValue(row))
  }

  /** Brings the table up to date, and has the orders know what changed. */
  #update(): void {
    const current = Number(this.#ask(sql('PRAGMA data_version')) ?? 0)
    if (current === this.#version) return
    this.#version = current
    this.#orders.noteChanged(this.#table.update())
  }

  #prepare(filter: AnsweredFilter, isFirst: boolean): SortedFilter {
    // What the terms about results find is a set, which is looked at like the state of a job.
    const { found = null, ...others } = filter
    const narrowed = normalizeFilter({ ...others, found: null }, this.#hiddenRuns())
    const isListed = this.#table.createTest(narrowed)
    const fits = found === null ? isListed : (row: number) => found.set[row - 1] === 1 && isListed(row)
    return { narrowed, fits, isFirst }
  }

  /** The first rows of the order that fit, at most `limit`. */
  #findRows(
    order: SortedOrder,
    { narrowed, fits, isFirst }: SortedFilter,
    direction: SortDirection,
    after: SortCursor | null,
    limit: number,
  ): readonly number[] {
    const { lastRow } = this.#table
    const walk = order.walk(direction, after, lastRow)
    if (narrowed.searches.length === 0) return walk.take(fits, limit)
    const result = this.#searched.find(narrowed, this.#version, isFirst)
    if (result.rows !== null) return order.sort(result.rows.filter(fits), direction, after).slice(0, limit)
    if (result.all === null) {
      const found: number[] = []
      for (let tested = 0; tested < MAX_TESTED; tested += TESTED_AT_ONCE) {
        const rows = walk.take(fits, TESTED_AT_ONCE)
        found.push(...this.#searched.test(rows, narrowed))
        if (found.length >= limit || rows.length < TESTED_AT_ONCE) return found.slice(0, limit)
      }
    }
    const all = this.#searched.findAll(narrowed, result, lastRow)
    return order.walk(direction, after, lastRow).take((row) => all[row] === 1 && fits(row), limit)
  }

  /** The last of the first `count` rows that fit, or of all of them; null for none. */
  #skip(
    order: SortedOrder,
    { narrowed, fits, isFirst }: SortedFilter,
    direction: SortDirection,
    count: number,
  ): number | null {
    const { lastRow } = this.#table
    const walk = order.walk(direction, null, lastRow)
    if (narrowed.searches.length === 0) return walk.skip(fits, count)
    const result = this.#searched.find(narrowed, this.#version, isFirst)
    if (result.rows !== null)
      return order.sort(result.rows.filter(fits), direction, null).slice(0, count).at(-1) ?? null
    const all = this.#searched.findAll(narrowed, result, lastRow)
    return walk.skip((row) => all[row] === 1 && fits(row), count)
  }
}
