import { Lru } from '#main/lib/lru.ts'
import { selectByExactIndex } from '#main/storage/journal/query/conditions.ts'
import { forEachNumber, readRows, type JobSet } from '#main/storage/journal/query/job-set.ts'
import type { NormalizedFilter } from '#main/storage/journal/query/normalize-filter.ts'
import { planQuery } from '#main/storage/journal/query/plan.ts'
import type { SelectValue } from '#main/storage/journal/query/range.ts'
import { joinSql, sql, toWhereClause } from '#main/storage/journal/query/sql.ts'
import type { SortStatements } from './sort-statements.ts'

/** What so many searches found is kept, a megabyte for each million jobs. */
const MAX_RESULTS = 3

interface SearchResult {
  /** `data_version` of the journal. */
  readonly version: number
  readonly set: JobSet
}

/** What was searched for last, kept for the next pages; and for the first one again as long as nothing changed. */
export class SearchedRows {
  readonly #statements: SortStatements
  readonly #ask: SelectValue
  readonly #results = new Lru<string, SearchResult>(MAX_RESULTS)

  constructor(statements: SortStatements, ask: SelectValue) {
    this.#statements = statements
    this.#ask = ask
  }

  /** What was found, as far as it is known. A list that begins anew is read as the journal is now, to its end. */
  get(filter: NormalizedFilter, version: number, isFirst: boolean): JobSet | null {
    const key = toKey(filter)
    if (isFirst && this.#results.get(key)?.version !== version) this.#results.delete(key)
    return this.#results.get(key)?.set ?? null
  }

  /** Reads all that fit, once. */
  find(filter: NormalizedFilter, version: number): JobSet {
    const set = this.#findByIndex(filter) ?? this.#findByPlan(filter)
    this.#results.set(toKey(filter), { version, set })
    return set
  }

  /** Where an index holds just what is searched for: a search for all long jobs reads no others. */
  #findByIndex({ terms, searches }: NormalizedFilter): JobSet | null {
    const [term] = terms
    const found = term === undefined || searches.length > 1 ? null : selectByExactIndex(term, 'rowid')
    if (found === null) return null
    return readRows(
      this.#statements.selectWritten(sql(`SELECT found AS row FROM (${found.sql})`, ...found.values)),
    )
  }

  #findByPlan(filter: NormalizedFilter): JobSet {
    const parts = planQuery(filter, this.#ask).map(({ from, conditions }) =>
      joinSql([sql(`SELECT jobs.rowid AS row FROM ${from}`), toWhereClause(conditions)], ''),
    )
    return readRows(parts.length === 0 ? null : this.#statements.selectWritten(joinSql(parts, ' UNION ALL ')))
  }

  /** Which of these rows the searches find, in the order of the rows given. */
  test(rows: readonly number[], { searches }: NormalizedFilter): readonly number[] {
    const chunk = sql('rowid IN (SELECT value FROM json_each(?))', JSON.stringify(rows))
    const where = toWhereClause([chunk, ...searches])
    const found = new Set<number>()
    const query = joinSql([sql('SELECT jobs.rowid AS row FROM jobs NOT INDEXED'), where], '')
    forEachNumber(this.#statements.selectWritten(query), (row) => found.add(row))
    return rows.filter((row) => found.has(row))
  }
}

/** The whole of it: what was found among fewer jobs is no answer for all. */
const toKey = (filter: NormalizedFilter): string => JSON.stringify(filter)
