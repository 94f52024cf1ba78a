import type { NormalizedFilter } from '#main/storage/journal/query/normalize-filter.ts'
import { planQuery } from '#main/storage/journal/query/plan.ts'
import type { SelectValue } from '#main/storage/journal/query/range.ts'
import { joinSql, sql, toWhereClause } from '#main/storage/journal/query/sql.ts'
import type { SortStatements } from './sort-statements.ts'

/** A search that finds fewer jobs than this is answered by sorting what it finds. */
const MAX_SORTED = 20_000
/** What so many searches found is kept, a megabyte for each million jobs. */
const MAX_RESULTS = 3

/** What a search finds. */
export interface SearchResult {
  /** `version` of the journal. */
  readonly version: number
  /** The rows found; null for more than are sorted. */
  readonly rows: readonly number[] | null
  /** 1 for each row found; null as long as the rows are tested where they are looked at. */
  all: Uint8Array | null
}

/** What was searched for last, kept for the next pages; and for the first one again as long as nothing changed. */
export class SearchedRows {
  readonly #statements: SortStatements
  readonly #ask: SelectValue
  readonly #results = new Map<string, SearchResult>()

  constructor(statements: SortStatements, ask: SelectValue) {
    this.#statements = statements
    this.#ask = ask
  }

  find(filter: NormalizedFilter, version: number, isFirst: boolean): SearchResult {
    const { searches, runs, workflows, connections, states } = filter
    const key = JSON.stringify([searches, runs, workflows, connections, states])
    if (isFirst && this.#results.get(key)?.version !== version) this.#results.delete(key)
    const known = this.#results.get(key)
    if (known !== undefined) return known
    const few = this.#select(filter, MAX_SORTED)
    const result: SearchResult = { version, rows: few.length < MAX_SORTED ? few : null, all: null }
    for (const oldest of this.#results.size >= MAX_RESULTS ? this.#results.keys().take(1) : [])
      this.#results.delete(oldest)
    this.#results.set(key, result)
    return result
  }

  /** Reads all that fit, once. */
  findAll(filter: NormalizedFilter, result: SearchResult, lastRow: number): Uint8Array {
    if (result.all !== null) return result.all
    const all = new Uint8Array(lastRow + 1)
    for (const row of this.#select(filter, -1)) all[row] = 1
    result.all = all
    return all
  }

  /** Which of these rows the searches find, in the order of the rows given. */
  test(rows: readonly number[], { searches }: NormalizedFilter): number[] {
    const chunk = sql('rowid IN (SELECT value FROM json_each(?))', JSON.stringify(rows))
    const where = toWhereClause([chunk, ...searches])
    const found = new Set(
      this.#statements.selectRows(
        joinSql([sql('SELECT jobs.rowid AS rowid FROM jobs NOT INDEXED'), where], ''),
      ),
    )
    return rows.filter((row) => found.has(row))
  }

  #select(filter: NormalizedFilter, limit: number): number[] {
    const parts = planQuery(filter, this.#ask).map(({ from, conditions }) =>
      joinSql([sql(`SELECT jobs.rowid AS rowid FROM ${from}`), toWhereClause(conditions)], ''),
    )
    if (parts.length === 0) return []
    return this.#statements.selectRows(joinSql([joinSql(parts, ' UNION ALL '), sql('LIMIT ?', limit)], ' '))
  }
}
