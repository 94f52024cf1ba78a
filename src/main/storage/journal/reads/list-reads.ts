import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { isEndedOrderOfRun, type JobPage } from '#shared/model/job-page.ts'
import type { Job } from '#shared/model/job.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import {
  toCountQuery,
  toEndedCursor,
  toEndedPageQueries,
  toEndedSeekQueries,
  toPageQuery,
  type AnsweredFilter,
  type SelectValue,
} from '#main/storage/journal/query/index.ts'
import { SortedPages } from '#main/storage/journal/sorting/sorted-pages.ts'
import type { SelectRows } from './select-rows.ts'

interface ListReadTools {
  readonly db: DatabaseSync
  readonly all: SelectRows
  readonly jobs: (sql: string, ...values: readonly SQLInputValue[]) => Job[]
  readonly ask: SelectValue
  readonly hiddenRuns: () => readonly string[]
  readonly snapshot: <T>(read: () => T) => T
  /** Reads within one snapshot, the terms about results answered. */
  readonly readWithin: <T>(filter: JobFilter, read: (answered: AnsweredFilter) => T) => T
}

type OfRun = JobFilter & { readonly runId: string }

/** Lists of jobs: page by page, from any place on, and how long they are. */
export function createListReads({ db, all, jobs, ask, hiddenRuns, snapshot, readWithin }: ListReadTools) {
  let sortedPages: SortedPages | null = null
  const sorted = (): SortedPages => (sortedPages ??= new SortedPages({ db, ask, hiddenRuns }))

  const readEndedPage = (filter: OfRun, before: string | null, limit: number): JobPage => {
    const found: Job[] = []
    for (const { sql, values } of toEndedPageQueries(filter, before, limit + 1))
      if (found.length <= limit) found.push(...jobs(sql, ...values))
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return { jobs: shown, next: found.length > limit && last !== undefined ? toEndedCursor(last) : null }
  }

  const seekEnded = (filter: OfRun, rows: number): string | null => {
    let last: string | null = null
    let left = rows
    for (const { count, at } of toEndedSeekQueries(filter)) {
      const found = Number(ask(count(left)) ?? 0)
      if (found === 0) continue
      left -= found
      const { sql, values } = at(found - 1)
      for (const row of all<{ id: string; ended_at: number | null }>(sql, ...values))
        last = toEndedCursor({ id: row.id, endedAt: row.ended_at })
    }
    return last
  }

  return {
    page(filter: JobFilter, before: string | null, limit: number): JobPage {
      if (isEndedOrderOfRun(filter)) return snapshot(() => readEndedPage(filter, before, limit))
      const { sort } = filter
      if (sort !== undefined) {
        return readWithin(filter, (answered) => {
          const { rows, next } = sorted().page(answered, sort, before, limit)
          return { jobs: rows.flatMap((row) => jobs('SELECT * FROM jobs WHERE rowid = ?', row)), next }
        })
      }
      const found = readWithin(filter, (answered) => {
        const { sql, values } = toPageQuery(answered, before, limit + 1, ask, hiddenRuns())
        return jobs(sql, ...values)
      })
      const shown = found.slice(0, limit)
      return { jobs: shown, next: found.length > limit ? (shown.at(-1)?.id ?? null) : null }
    },

    seek(filter: JobFilter, rows: number): string | null {
      if (rows === 0) return null
      if (isEndedOrderOfRun(filter)) return snapshot(() => seekEnded(filter, rows))
      const { sort } = filter
      return readWithin(filter, (answered) =>
        sort === undefined ? sorted().seekId(answered, rows) : sorted().seekSorted(answered, sort, rows),
      )
    },

    count(filter: JobFilter): number {
      return readWithin(filter, (answered) => {
        const { sql, values } = toCountQuery(answered, ask, hiddenRuns())
        return all<{ n: number }>(sql, ...values)[0]?.n ?? 0
      })
    },
  }
}
