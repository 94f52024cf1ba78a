import { DatabaseSync } from 'node:sqlite'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { createJournalReads, type JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { parseQuery, resolveQuery } from '#shared/model/query/index.ts'
import { median, createOutcome, type Bench } from './lib/bench.ts'
import { LABELS_PER_JOB, withResults } from './lib/made-results.ts'

const JOBS = 1_000_000
const ROUNDS = 5
const MAX_FACETS_MS = 500
const MAX_SLICE_MS = 50

/** Under these filters there are 100,000 jobs: a run of them, or a tenth of all, spread over the whole history. */
const RUN = 'after:2026-01-01 before:2026-01-01T01:40Z'
const SPREAD = 'tag:everywhere>=91'

export const bench: Bench = {
  what: `What stands beside the History at 1,000,000 jobs with ${LABELS_PER_JOB} labels each: every facet of 100,000 jobs in a row, of 100,000 spread over all, and without a filter; a histogram of each; the longest time that another read waits behind it. Each by a reader that remembers nothing, after one that is not counted.`,
  run: () =>
    withResults(JOBS, async (folder) => {
      const inRow = measureUnder(folder, RUN)
      const spread = measureUnder(folder, SPREAD)
      const all = measureUnder(folder, '')
      const slices = [inRow, spread, all].flatMap(({ facets, numbers }) => [facets.sliceMs, numbers.sliceMs])
      return createOutcome(
        {
          jobs: JOBS,
          inARowJobs: inRow.facets.jobs,
          inARowMs: inRow.facets.ms,
          spreadJobs: spread.facets.jobs,
          spreadMs: spread.facets.ms,
          allMs: all.facets.ms,
          inARowHistogramMs: inRow.numbers.ms,
          spreadHistogramMs: spread.numbers.ms,
          allHistogramMs: all.numbers.ms,
          sliceMs: Math.max(...slices),
        },
        {
          inARowMs: { most: MAX_FACETS_MS },
          spreadMs: { most: MAX_FACETS_MS },
          inARowHistogramMs: { most: MAX_FACETS_MS },
          spreadHistogramMs: { most: MAX_FACETS_MS },
          sliceMs: { most: MAX_SLICE_MS },
        },
      )
    }),
}

function measureUnder(folder: string, text: string) {
  const filter = toFilter(text)
  return {
    facets: measure(folder, (reads) => reads.facets('bench', filter)),
    numbers: measure(folder, (reads) => reads.numbers('bench', filter, { kind: 'tag', name: 'everywhere' })),
  }
}

const toFilter = (text: string): JobFilter => ({
  query: resolveQuery(parseQuery(text, { now: 0 }).query, { workflows: [], connections: [] }),
})

interface Times {
  readonly ms: number
  /** The longest call. */
  readonly sliceMs: number
  /** How many were counted. */
  readonly jobs: number
}

interface Answer {
  readonly isDone: boolean
  readonly jobs: number
}

/** Medians of rounds. */
function measure(folder: string, read: (reads: JournalReads) => Answer): Times {
  countOnce(folder, read)
  const rounds = Array.from({ length: ROUNDS }, () => countOnce(folder, read))
  return {
    ms: median(rounds.map(({ ms }) => ms)),
    sliceMs: median(rounds.map(({ sliceMs }) => sliceMs)),
    jobs: median(rounds.map(({ jobs }) => jobs)),
  }
}

function countOnce(folder: string, read: (reads: JournalReads) => Answer): Times {
  const db = new DatabaseSync(journalFile(folder), { readOnly: true })
  const reads = createJournalReads(db, folder)
  const slices: number[] = []
  let answer: Answer
  do {
    const begun = performance.now()
    answer = read(reads)
    slices.push(performance.now() - begun)
  } while (!answer.isDone)
  db.close()
  return {
    ms: slices.reduce((sum, ms) => sum + ms, 0),
    sliceMs: Math.max(...slices),
    jobs: answer.jobs,
  }
}
