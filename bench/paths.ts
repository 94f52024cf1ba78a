import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { derivedFile } from '#main/storage/facts/facts-files.ts'
import { PathFollower } from '#main/storage/facts/path-follower.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { createJournalReads, type JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createOutcome, type Bench } from './lib/bench.ts'
import { fillResults } from './lib/labelled-results.ts'
import { makeHistory } from './lib/made-history.ts'
import { findSlowest, measurePages, time, toFilter } from './lib/measure-searches.ts'
import { withFolder } from './lib/scratch.ts'

const JOBS = 100_000
const CAPTION = '$.results.caption.data.caption'
/** One of 500 labels, which only some results have; all labels over a bound; everything there is. */
const OTHERS = ['$.results.tags.data.tags.auto["label 3"]', '$.results.*.data.tags.auto[?@ > 90]', '$..*']

export const bench: Bench = {
  what: `A path column over ${JOBS.toLocaleString('en')} jobs with 20 labels each is made; then the first and the next page, and the counts, of searches by its values. Three other paths made together are told beside it.`,
  run: () =>
    withFolder(async (folder) => {
      const written = makeHistory(folder, JOBS)
      fillResults(written)
      written.close()
      const columnMs = measureReading(folder, [CAPTION])
      const bytes = statSync(derivedFile(folder, 'paths')).size
      const threeMs = measureReading(folder, [CAPTION, ...OTHERS])
      const db = new DatabaseSync(journalFile(folder), { readOnly: true })
      const reads = createJournalReads(db, folder)
      const filters = [
        `${CAPTION}="a picture of number 7 on a table"`,
        `${CAPTION}=*picture*`,
        `${CAPTION}=*nothing*`,
        `-${CAPTION}`,
        `${OTHERS[0]}>=60`,
        `${OTHERS[0]}=60 state:finished`,
        `${OTHERS[1]}>99`,
      ].map(toFilter)
      const outcome = createOutcome(
        {
          jobs: JOBS,
          columnMs,
          threeOthersMs: threeMs,
          bytesPerJob: bytes / JOBS,
          pageMs: findSlowest(filters.map((filter) => measurePages(reads, filter))),
          countMs: findSlowest(filters.map((filter) => measureCount(reads, filter))),
        },
        { columnMs: { most: 10_000 }, pageMs: { most: 50 }, countMs: { most: 500 } },
      )
      db.close()
      return outcome
    }),
}

const measureCount = (reads: JournalReads, filter: ReturnType<typeof toFilter>): number =>
  time(() => reads.count(filter))

/** Until all results are read for these paths, without the rests between the batches; ms. */
function measureReading(folder: string, paths: readonly string[]): number {
  const begun = performance.now()
  const follower = new PathFollower(folder)
  follower.want(paths)
  while (follower.followSome());
  follower.close()
  return performance.now() - begun
}
