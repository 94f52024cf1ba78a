import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { derivedFile, FOLLOWED_NAMES } from '#main/storage/facts/facts-files.ts'
import { Follower } from '#main/storage/facts/follower.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { readQuery } from '#shared/model/query/index.ts'
import { median, createOutcome, type Bench } from './lib/bench.ts'
import { LABELS_PER_JOB, withCopy, withResults } from './lib/made-results.ts'

const SMALL_JOBS = 10_000
const LARGE_JOBS = 1_000_000
const PAGE = 200
const ROUNDS = 5
/** Labels that few, many and all jobs have, with and without bounds; several together; none at all. */
const LABEL_QUERIES = [
  'tag:"label 3">=60',
  'tag:"label 3"',
  'tag:"label 3">=99 state:finished',
  'tag:"label 3" -state:finished',
  'tag:"label 30*"',
  'tag:everywhere>=60',
  'tag:everywhere<2',
  'tag:none',
  '-tag:everywhere',
  '-tag:*',
  '-tag:"label 3"',
  'tag:everywhere>=90 tag:"label 7">=50',
  'task:tags',
  'expires:<2d',
]
const WORD_QUERIES = ['text:"label 3"', 'text:pictu*', 'text:nothing', 'text:table tag:"label 3">=60']

export const bench: Bench = {
  what: `1,000,000 jobs with ${LABELS_PER_JOB} labels each against 10,000: reading the results of 10,000 into facts and words; the first and the next page under labels that few, many and nearly all have, under words, and several together; the counts. The slowest of each kind is told.`,
  async run() {
    const small = await measure(SMALL_JOBS)
    const large = await measure(LARGE_JOBS)
    return createOutcome(
      {
        jobs: LARGE_JOBS,
        followUsPerJob: await measureFollowing(),
        bytesPerJob: large.bytesPerJob,
        pageMs: large.page,
        pageMsOf10000: small.page,
        // Below half a millisecond, a ratio shows only the noise of the clock.
        pageToPage: large.page / Math.max(0.5, small.page),
        textMs: large.text,
        countMs: large.count,
      },
      {
        pageMs: { most: 50 },
        pageToPage: { most: 3 },
        textMs: { most: 200 },
        countMs: { most: 500 },
      },
    )
  },
}

interface Measured {
  readonly bytesPerJob: number
  readonly page: number
  readonly text: number
  readonly count: number
}

const measure = (jobs: number): Promise<Measured> =>
  withResults(jobs, async (folder) => {
    const bytes = FOLLOWED_NAMES.reduce((sum, name) => sum + statSync(derivedFile(folder, name)).size, 0)
    const labels = LABEL_QUERIES.map((text) => measureQuery(folder, text))
    const words = WORD_QUERIES.map((text) => measureQuery(folder, text))
    return {
      bytesPerJob: bytes / jobs,
      page: findSlowest(labels.map(({ page }) => page)),
      text: findSlowest(words.map(({ page }) => page)),
      count: findSlowest([...labels, ...words].map(({ count }) => count)),
    }
  })

/** Processor time for a result, µs, in the batches in which the app reads them. */
const measureFollowing = (): Promise<number> =>
  withCopy(SMALL_JOBS, ['journal.db'], async (folder) => {
    const begun = process.cpuUsage()
    const follower = new Follower(folder)
    while (follower.followSome());
    follower.close()
    const { user, system } = process.cpuUsage(begun)
    return (user + system) / SMALL_JOBS
  })

function query(text: string): JobFilter {
  const read = readQuery(text, { workflows: [], connections: [] }, { now: Date.UTC(2026, 0, 2) })
  if (!read.ok) throw new Error(read.error.message)
  return { query: read.data }
}

interface QueryTimes {
  readonly page: number
  readonly count: number
}

/** Each round asks a reader that remembers nothing, once for the first page, the next page and the count; medians in ms. */
function measureQuery(folder: string, text: string): QueryTimes {
  const filter = query(text)
  const rounds = Array.from({ length: ROUNDS }, (): QueryTimes => {
    const db = new DatabaseSync(journalFile(folder), { readOnly: true })
    const reads = createJournalReads(db, folder)
    reads.page(query('tag:never'), null, 1)
    const [first, { next }] = time(() => reads.page(filter, null, PAGE))
    const [second] = next === null ? [0] : time(() => reads.page(filter, next, PAGE))
    db.close()
    const other = new DatabaseSync(journalFile(folder), { readOnly: true })
    const [count] = time(() => createJournalReads(other, folder).count(filter))
    other.close()
    return { page: Math.max(first, second), count }
  })
  const times = {
    page: median(rounds.map(({ page }) => page)),
    count: median(rounds.map(({ count }) => count)),
  }
  return times
}

function time<T>(read: () => T): readonly [ms: number, value: T] {
  const begun = performance.now()
  const value = read()
  return [performance.now() - begun, value]
}

const findSlowest = (ms: readonly number[]): number => Math.max(...ms)
