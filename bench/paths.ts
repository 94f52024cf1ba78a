import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { derivedFile } from '#main/storage/facts/facts-files.ts'
import { PathFollower } from '#main/storage/facts/path-follower.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { createJournalReads, type JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { readQuery } from '#shared/model/query/index.ts'
import { createOutcome, median, type Bench } from './lib/bench.ts'
import { LABELS_PER_JOB, withCopy } from './lib/made-results.ts'

const JOBS = 100_000
const PAGE = 200
const ROUNDS = 5
const CAPTION = '$.results.caption.data.caption'
/** One of 500 labels, which only some results have; all labels over a bound; everything there is. */
const OTHERS = ['$.results.tags.data.tags.auto["label 3"]', '$.results.*.data.tags.auto[?@ > 90]', '$..*']
const QUERIES = [
  `${CAPTION}="a picture of number 7 on a table"`,
  `${CAPTION}=*picture*`,
  `${CAPTION}=*nothing*`,
  `-${CAPTION}`,
  `${OTHERS[0]}>=60`,
  `${OTHERS[0]}=60 state:finished`,
  `${OTHERS[1]}>99`,
]

export const bench: Bench = {
  what: `A path column over 100,000 jobs with ${LABELS_PER_JOB} labels each is made, without the rests between its batches; then the first page and the count of searches by its values, each asked for the first time. Three other paths, one of which finds every value there is, are made together.`,
  run: () =>
    withCopy(JOBS, ['journal.db'], async (folder) => {
      const columnMs = measureReading(folder, [CAPTION])
      const bytes = statSync(derivedFile(folder, 'paths')).size
      const othersMs = measureReading(folder, OTHERS)
      const first = QUERIES.map((text) => measureSearch(folder, text, 'first'))
      const again = QUERIES.map((text) => measureSearch(folder, text, 'again'))
      return createOutcome(
        {
          jobs: JOBS,
          columnMs,
          threeOthersMs: othersMs,
          bytesPerJob: bytes / JOBS,
          firstPageMs: Math.max(...first),
          pageMs: Math.max(...again),
        },
        { columnMs: { most: 10_000 }, firstPageMs: { most: 500 }, pageMs: { most: 50 } },
      )
    }),
}

/** Until all results are read for these paths, ms. */
function measureReading(folder: string, paths: readonly string[]): number {
  const begun = performance.now()
  const follower = new PathFollower(folder)
  follower.want(paths)
  while (follower.followSome());
  follower.close()
  return performance.now() - begun
}

/** A page and its count, asked for the first time or `again`: the median over the rounds, ms. */
function measureSearch(folder: string, text: string, asked: 'first' | 'again'): number {
  const filter = toFilter(text)
  const elapsedMs = Array.from({ length: ROUNDS }, () => {
    const db = new DatabaseSync(journalFile(folder), { readOnly: true })
    const reads = createJournalReads(db, folder)
    if (asked === 'again') read(reads, filter)
    const begun = performance.now()
    read(reads, filter)
    const elapsed = performance.now() - begun
    db.close()
    return elapsed
  })
  return median(elapsedMs)
}

function read(reads: JournalReads, filter: JobFilter): void {
  reads.page(filter, null, PAGE)
  reads.count(filter)
}

function toFilter(text: string): JobFilter {
  const query = readQuery(text, { workflows: [], connections: [] }, { now: 0 })
  if (!query.ok) throw new Error(query.error.message)
  return { query: query.data }
}
