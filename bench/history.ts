import { DatabaseSync } from 'node:sqlite'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { createJournalReads, type JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { COLUMN_FIELDS, type JobColumn } from '#shared/model/columns/index.ts'
import { readQuery } from '#shared/model/query/index.ts'
import { median, createOutcome, type Bench } from './lib/bench.ts'
import { CONNECTIONS, WORKFLOWS } from './lib/made-history.ts'
import { withResults } from './lib/made-results.ts'

const SMALL_JOBS = 10_000
const LARGE_JOBS = 1_000_000
const PAGE = 200
const ROUNDS = 7
const COLUMNS: readonly JobColumn[] = [
  ...COLUMN_FIELDS.map((field) => ({ kind: 'field', field }) as const),
  { kind: 'label', name: 'sku' },
  { kind: 'fact', fact: 'tag', name: 'everywhere' },
]
const NAMES = {
  workflows: WORKFLOWS.map((id) => ({ id, name: id })),
  connections: CONNECTIONS.map((id) => ({ id, name: id })),
}

export const bench: Bench = {
  what: '1,000,000 jobs in the journal against 10,000: the first and the next page under each one filter in each order; several filters, a glob, words; the counts; the same sorted by each column, and a place in the middle of the list. The slowest of each kind is told: medians of a page that is asked for again (warm), and the first answer to a filter that nobody asked for before (cold).',
  async run() {
    const small = await measureTimes(SMALL_JOBS)
    const large = await measureTimes(LARGE_JOBS)
    return createOutcome(
      {
        jobs: LARGE_JOBS,
        pageMs: large.page,
        pageMsOf10000: small.page,
        // Below half a millisecond, a ratio shows only the noise of the clock.
        pageToPage: large.page / Math.max(0.5, small.page),
        searchMs: large.search,
        countMs: large.count,
        sortedPageMs: large.sortedPage,
        sortedPageMsOf10000: small.sortedPage,
        sortedPageToPage: large.sortedPage / Math.max(0.5, small.sortedPage),
        sortedColdPageMs: large.sortedColdPage,
        sortedSearchMs: large.sortedSearch,
        seekMs: large.seek,
        sortPreparationMs: large.preparation,
      },
      {
        pageMs: { most: 50 },
        pageToPage: { most: 3 },
        searchMs: { most: 200 },
        countMs: { most: 500 },
        sortedPageMs: { most: 50 },
        sortedPageToPage: { most: 3 },
        sortedSearchMs: { most: 500 },
        seekMs: { most: 50 },
        sortPreparationMs: { most: 15_000 },
      },
    )
  },
}

interface Times {
  readonly page: number
  readonly search: number
  readonly count: number
  readonly sortedPage: number
  /** The first answer to a filter. */
  readonly sortedColdPage: number
  readonly sortedSearch: number
  /** To the middle of the list under a filter, sorted and not. */
  readonly seek: number
  /** From the press on a column to its first page. */
  readonly preparation: number
}

function query(text: string): JobFilter {
  const read = readQuery(text, NAMES, { now: Date.UTC(2028, 0, 1) })
  if (!read.ok) throw new Error(read.error.message)
  return { query: read.data }
}

async function measureTimes(jobs: number): Promise<Times> {
  return withResults(jobs, async (folder) => {
    const db = new DatabaseSync(journalFile(folder), { readOnly: true })
    const reads = createJournalReads(db, folder)
    const [run] = reads.runs({}, 1)
    const one: readonly JobFilter[] = [
      {},
      { states: ['finished'] },
      { states: ['failed', 'rejected'] },
      { connectionId: CONNECTIONS[0] ?? '' },
      { workflowId: WORKFLOWS[0] ?? '' },
      { runId: run?.id ?? '' },
      query('after:2026-01-01'),
      query('took:>4s'),
      query('state:failed'),
      query('workflow:tagging'),
      query('label:sku=SKU-7'),
      query('tag:everywhere>=91'),
    ]
    const ordered = one.flatMap((filter) => [filter, { ...filter, order: 'list' as const }])
    const several: readonly JobFilter[] = [
      query('state:failed workflow:tagging'),
      query('state:failed connection:shop took:>1s'),
      query('source:*/shoes/77*'),
      query('front'),
      query('nothing-has-this-word'),
    ]
    const result = {
      ...measureSorts(reads, one, several),
      page: findSlowest(ordered.map((filter) => measurePages(reads, filter))),
      search: findSlowest(several.map((filter) => measurePages(reads, filter))),
      count: findSlowest([...one, ...several].map((filter) => time(() => reads.count(filter)))),
    }
    db.close()
    return result
  })
}

/** Every column in both directions under every filter. */
function measureSorts(reads: JournalReads, one: readonly JobFilter[], several: readonly JobFilter[]) {
  const preparations: number[] = []
  const pages: number[] = []
  const coldPages: number[] = []
  const searches: number[] = []
  const middle = Math.floor(reads.count({}) / 2)
  // The first place in a list that no column sorts makes the order of the ids.
  reads.seek({}, middle)
  const seeks = one.map((filter) => time(() => reads.seek(filter, middle), 3))
  for (const column of COLUMNS) {
    preparations.push(timeOnce(() => reads.page({ sort: { column, direction: 'asc' } }, null, PAGE)))
    for (const direction of ['asc', 'desc'] as const) {
      const toSorted = (filter: JobFilter): JobFilter => ({ ...filter, sort: { column, direction } })
      for (const filter of one.map(toSorted)) {
        coldPages.push(timeOnce(() => reads.page(filter, null, PAGE)))
        pages.push(measurePages(reads, filter, 3))
        seeks.push(time(() => reads.seek(filter, middle), 3))
      }
      searches.push(...several.map((filter) => measurePages(reads, toSorted(filter), 3)))
    }
  }
  return {
    preparation: findSlowest(preparations),
    sortedPage: findSlowest(pages),
    sortedColdPage: findSlowest(coldPages),
    sortedSearch: findSlowest(searches),
    seek: findSlowest(seeks),
  }
}

/** The slower one of the first and the next page, ms. */
function measurePages(reads: JournalReads, filter: JobFilter, rounds = ROUNDS): number {
  const first = time(() => reads.page(filter, null, PAGE), rounds)
  const { next } = reads.page(filter, null, PAGE)
  return next === null
    ? first
    : Math.max(
        first,
        time(() => reads.page(filter, next, PAGE), rounds),
      )
}

/** The median over the rounds, ms. */
const time = (read: () => unknown, rounds = ROUNDS): number =>
  median(Array.from({ length: rounds }, () => timeOnce(read)))

function timeOnce(read: () => unknown): number {
  const begun = performance.now()
  read()
  return performance.now() - begun
}

const findSlowest = (ms: readonly number[]): number => Math.max(...ms)
