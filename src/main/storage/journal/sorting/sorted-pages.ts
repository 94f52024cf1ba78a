import type { DatabaseSync } from 'node:sqlite'
import type { JobSort } from '#main/storage/journal/journal.ts'
import type { AnsweredFilter } from '#main/storage/journal/query/find-jobs.ts'
import { combine, type JobSet } from '#main/storage/journal/query/job-set.ts'
import { normalizeFilter, type NormalizedFilter } from '#main/storage/journal/query/normalize-filter.ts'
import type { SelectValue } from '#main/storage/journal/query/range.ts'
import { sql } from '#main/storage/journal/query/sql.ts'
import { JobTable } from './job-table.ts'
import { KeptCursors } from './kept-cursors.ts'
import { KeptOrders } from './kept-orders.ts'
import { ID_ORDER, toOrderKey } from './order-key.ts'
import { SearchedRows } from './searched-rows.ts'
import { createSortStatements } from './sort-statements.ts'
import type { SortCursor, SortDirection, SortedOrder, SortWalk } from './sorted-order.ts'

/** Jobs that are tested by one question. */
const TESTED_AT_ONCE = 400
/** Where a page would take more tests than this, all that fit are looked for instead. */
const MAX_TESTED = 4000

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
  /** The rows that fit, but for the searches. */
  readonly fitting: JobSet
  readonly isFirst: boolean
}

/**
 * Pages of jobs sorted by any column, and places in lists of any length. The order of a column is made once, of all jobs, and kept
 * in memory as the numbers of their rows; it is brought up to date by what changed. A filter is a set of rows, and its pages are
 * read along the order.
 */
export class SortedPages {
  readonly #ask: SelectValue
  readonly #hiddenRuns: () => readonly string[]
  readonly #table: JobTable
  readonly #orders: KeptOrders
  readonly #searched: SearchedRows
  readonly #cursors = new KeptCursors()
  /** What was joined last. */
  #joined: { readonly one: JobSet; readonly other: JobSet; readonly both: JobSet } | null = null
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
    return { rows: shown, next: hasMore ? this.#cursors.keep(order.cursorBehind(last)) : null }
  }

  /** The cursor behind so many rows of a sorted list, or behind all of them; null for none. */
  seekSorted(filter: AnsweredFilter, sort: JobSort, rows: number): string | null {
    if (this.#version === -1) this.#update()
    const order = this.#orders.find(toOrderKey(sort), this.#version)
    const row = this.#skip(order, this.#prepare(filter, false), sort.direction, rows)
    return row === null ? null : this.#cursors.keep(order.cursorBehind(row))
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
    const listed = this.#table.find(narrowed)
    return { narrowed, fitting: found === null ? listed : this.#join(found.set, listed), isFirst }
  }

  /** The first rows of the order that fit, at most `limit`. */
  #findRows(
    order: SortedOrder,
    filter: SortedFilter,
    direction: SortDirection,
    after: SortCursor | null,
    limit: number,
  ): readonly number[] {
    const walk = (): SortWalk => order.walk(direction, after, this.#table.lastRow)
    const { narrowed, fitting, isFirst } = filter
    const isKnown = this.#searched.get(narrowed, this.#version, isFirst) !== null
    const quick =
      narrowed.searches.length === 0 || isKnown ? null : this.#test(walk(), narrowed, fitting, limit)
    return quick ?? walk().take(this.#findSet(filter), limit)
  }

  /** The last of the first `count` rows that fit, or of all of them; null for none. */
  #skip(order: SortedOrder, filter: SortedFilter, direction: SortDirection, count: number): number | null {
    return order.walk(direction, null, this.#table.lastRow).skip(this.#findSet(filter), count)
  }

  #findSet({ narrowed, fitting, isFirst }: SortedFilter): JobSet {
    if (narrowed.searches.length === 0) return fitting
    const known = this.#searched.get(narrowed, this.#version, isFirst)
    return this.#join(known ?? this.#searched.find(narrowed, this.#version), fitting)
  }

  /** A page of a search that many jobs fit: they are tested along the order. Null where that would take many tests. */
  #test(
    walk: SortWalk,
    narrowed: NormalizedFilter,
    fitting: JobSet,
    limit: number,
  ): readonly number[] | null {
    const found: number[] = []
    for (let tested = TESTED_AT_ONCE; ; tested += TESTED_AT_ONCE) {
      const rows = walk.take(fitting, TESTED_AT_ONCE)
      found.push(...this.#searched.test(rows, narrowed))
      if (found.length >= limit || rows.length < TESTED_AT_ONCE) return found.slice(0, limit)
      if (tested * limit > MAX_TESTED * found.length) return null
    }
  }

  /** The pages of one list need the same rows, and a fresh megabyte costs more than what it is filled with. */
  #join(one: JobSet, other: JobSet): JobSet {
    if (this.#joined?.one !== one || this.#joined.other !== other)
      this.#joined = { one, other, both: combine([one, other], [], this.#table.lastRow) }
    return this.#joined.both
  }
}
