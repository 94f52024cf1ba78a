import { forEachNumber } from '#main/storage/journal/query/job-set.ts'
import type { SelectValue } from '#main/storage/journal/query/range.ts'
import { sql } from '#main/storage/journal/query/sql.ts'
import type { SortValue } from './compare-values.ts'
import type { JobTable } from './job-table.ts'
import type { OrderKey } from './order-key.ts'
import type { SortStatements } from './sort-statements.ts'
import { SortedOrder } from './sorted-order.ts'

/** So many orders are kept, 8 MB for each million jobs. */
const MAX_ORDERS = 3
/** So many changed jobs are put into their places one by one; beyond, an order is made anew. */
const MAX_PLACED = 5000

interface KeptOrder {
  readonly order: SortedOrder
  /** The results that facts, or the values of the path, were read of when it was made or brought up to date. */
  followed: number
  /** `data_version` of the journal when it was made. */
  readonly version: number
  /** Jobs that changed since it was last asked for. */
  readonly changed: Set<number>
}

interface KeptOrdersOptions {
  readonly statements: SortStatements
  readonly ask: SelectValue
  readonly table: JobTable
}

/** The orders that were asked for last, each made once and brought up to date when it is asked for again. */
export class KeptOrders {
  readonly #statements: SortStatements
  readonly #ask: SelectValue
  readonly #table: JobTable
  readonly #orders = new Map<string, KeptOrder>()

  constructor({ statements, ask, table }: KeptOrdersOptions) {
    this.#statements = statements
    this.#ask = ask
    this.#table = table
  }

  noteChanged(rows: readonly number[]): void {
    for (const [text, { changed }] of this.#orders) {
      for (const row of rows) changed.add(row)
      if (changed.size > MAX_PLACED) this.#orders.delete(text)
    }
  }

  /** `version` is that of the journal, as far as changes were noted. */
  find(key: OrderKey, version: number): SortedOrder {
    this.#statements.setNames(key.names)
    const known = this.#orders.get(key.text)
    const isGood = known !== undefined && !(key.isRestless && known.version !== version)
    const kept = isGood && this.#bringUpToDate(known, key) ? known : this.#create(key, version)
    // The one that was used last is the last one.
    this.#orders.delete(key.text)
    this.#orders.set(key.text, kept)
    for (const oldest of this.#orders.keys().take(Math.max(0, this.#orders.size - MAX_ORDERS)))
      this.#orders.delete(oldest)
    return kept.order
  }

  /** Facts are read a little after the results came: their jobs are placed anew, too. False for an order that is better made anew. */
  #bringUpToDate(kept: KeptOrder, key: OrderKey): boolean {
    const followed = key.readFollowed(this.#ask)
    if (followed < kept.followed) return false
    if (followed > kept.followed) {
      forEachNumber(this.#selectRead(kept.followed, followed), (row) => kept.changed.add(row))
      if (kept.changed.size > MAX_PLACED) return false
      kept.followed = followed
    }
    kept.order.update([...kept.changed], this.#table.lastRow)
    kept.changed.clear()
    return true
  }

  /** The jobs whose results were read since then. */
  #selectRead(after: number, upTo: number): Uint8Array | null {
    return this.#statements.selectWritten(
      sql(
        `SELECT jobs.rowid AS row FROM bodies JOIN jobs ON jobs.id = bodies.job_id
          WHERE bodies.rowid > ? AND bodies.rowid <= ? LIMIT ?`,
        after,
        upTo,
        MAX_PLACED + 1,
      ),
    )
  }

  #create(key: OrderKey, version: number): KeptOrder {
    const { iterate } = this.#statements
    const { sql: value } = key.value
    const values = key.value.values as string[]
    const rows = new Uint32Array(this.#table.lastRow + 1)
    let count = 0
    const sorted = `SELECT jobs.rowid AS job, ${value} AS sorted_by FROM jobs ORDER BY sorted_by NULLS LAST, jobs.rowid`
    for (const [row, isNull] of iterate(`SELECT job, sorted_by IS NULL FROM (${sorted})`, ...values)) {
      if (isNull === 1) break
      if (this.#table.has(Number(row))) rows[count++] = Number(row)
    }
    const readValue = (row: number): SortValue => {
      const [found] = iterate(`SELECT ${value} FROM jobs WHERE rowid = ?`, ...values, row)
      return found?.[0] ?? null
    }
    return {
      order: new SortedOrder(rows.slice(0, count), this.#table.lastRow, readValue),
      followed: key.readFollowed(this.#ask),
      version,
      changed: new Set(),
    }
  }
}
