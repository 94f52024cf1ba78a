import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { derivedFile, FOLLOWED_NAMES } from '#main/storage/facts/facts-files.ts'
import { Follower } from '#main/storage/facts/follower.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { createJournalReads, type JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { readQuery } from '#shared/model/query/index.ts'
import { median, createOutcome, type Bench } from './lib/bench.ts'
import { makeHistory } from './lib/made-history.ts'
import { withFolder } from './lib/scratch.ts'

const SMALL_JOBS = 10_000
const LARGE_JOBS = 100_000
const LABELS_PER_JOB = 20
const LABELS = 500
const PAGE = 200
const ROUNDS = 7

export const bench: Bench = {
  what: `100,000 jobs with ${LABELS_PER_JOB} labels each against 10,000: reading their results into facts and words; the first and the next page under labels that few, many and nearly all have, under words, and several together; the counts. The slowest of each kind is told.`,
  async run() {
    const small = await measure(SMALL_JOBS)
    const large = await measure(LARGE_JOBS)
    return createOutcome(
      {
        jobs: LARGE_JOBS,
        followUsPerJob: large.followUs,
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
  readonly followUs: number
  readonly bytesPerJob: number
  readonly page: number
  readonly text: number
  readonly count: number
}

const measure = (jobs: number): Promise<Measured> =>
  withFolder(async (folder) => {
    const written = makeHistory(folder, jobs)
    fillResults(written)
    written.close()
    const begun = performance.now()
    const follower = new Follower(folder)
    while (follower.followSome());
    follower.close()
    const followUs = ((performance.now() - begun) * 1000) / jobs
    const bytes = FOLLOWED_NAMES.reduce((sum, name) => sum + statSync(derivedFile(folder, name)).size, 0)
    const db = new DatabaseSync(journalFile(folder), { readOnly: true })
    const reads = createJournalReads(db, folder)
    const labels = [
      'tag:"label 3">=60',
      'tag:"label 3"',
      'tag:"label 3">=99 state:finished',
      'tag:everywhere>=60',
      'tag:everywhere<2',
      'tag:none',
      '-tag:everywhere',
      'tag:everywhere>=90 tag:"label 7">=50',
      'task:tags',
    ].map(query)
    const words = ['text:"label 3"', 'text:pictu*', 'text:nothing'].map(query)
    const result = {
      followUs,
      bytesPerJob: bytes / jobs,
      page: findSlowest(labels.map((filter) => measurePages(reads, filter))),
      text: findSlowest(words.map((filter) => measurePages(reads, filter))),
      count: findSlowest([...labels, ...words].map((filter) => time(() => reads.count(filter)))),
    }
    db.close()
    return result
  })

/** A result for every job: a label that all have, and others that each some jobs in a hundred have. */
function fillResults(db: DatabaseSync): void {
  db.function('answer', { deterministic: true }, (job) => Buffer.from(toAnswer(Number(job))))
  db.exec(`BEGIN;
    INSERT INTO bodies SELECT id, answer(rowid) FROM jobs;
    UPDATE jobs SET forgotten_at = created_at + 172800000;
    COMMIT`)
}

function toAnswer(job: number): string {
  const labels = Array.from({ length: LABELS_PER_JOB - 1 }, (_, at): readonly [string, number] => [
    `label ${(job * 7 + at * at * 31) % LABELS}`,
    (job * 13 + at * 29) % 101,
  ])
  const auto = Object.fromEntries([...labels, ['everywhere', (job * 17) % 101]])
  const results = {
    tags_1571950225779: { data: { tags: { auto, user: null } } },
    caption_1571950225780: { data: { caption: `a picture of number ${job} on a table` } },
  }
  return JSON.stringify({ status: 'Finished', results, ttl: 172_800 })
}

function query(text: string): JobFilter {
  const read = readQuery(text, { workflows: [], connections: [] }, { now: Date.UTC(2028, 0, 1) })
  if (!read.ok) throw new Error(read.error.message)
  return { query: read.data }
}

/** The slower one of the first and the next page, ms. */
function measurePages(reads: JournalReads, filter: JobFilter): number {
  const first = time(() => reads.page(filter, null, PAGE))
  const { next } = reads.page(filter, null, PAGE)
  return next === null
    ? first
    : Math.max(
        first,
        time(() => reads.page(filter, next, PAGE)),
      )
}

/** The median over the rounds, ms. */
function time(read: () => unknown): number {
  const elapsedMs = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now()
    read()
    return performance.now() - begun
  })
  return median(elapsedMs)
}

const findSlowest = (ms: readonly number[]): number => Math.max(...ms)
