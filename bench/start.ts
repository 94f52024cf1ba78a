import { DatabaseSync } from 'node:sqlite'
import { journalFile, openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { journalWorkers } from '#main/storage/testing/journals.ts'
import { median, createOutcome, type Bench } from './lib/bench.ts'
import { withCopy } from './lib/made-results.ts'

const SMALL_JOBS = 1000
const LARGE_JOBS = 1_000_000
const PAGE = 200
const ROUNDS = 7

export const bench: Bench = {
  what: 'The journal is opened for writing, with its checks, and for reading, and the first page of the History is read: with 1,000 and with 1,000,000 jobs. Beside it, the same through the threads of the app, which take most of that time to start.',
  async run() {
    const small = await measureStart(SMALL_JOBS)
    const large = await measureStart(LARGE_JOBS)
    return createOutcome(
      {
        jobs: LARGE_JOBS,
        firstPageMsOf1000: small.storage,
        firstPageMs: large.storage,
        withThreadsMsOf1000: small.threads,
        withThreadsMs: large.threads,
      },
      { firstPageMsOf1000: { most: 30 }, firstPageMs: { most: 30 } },
    )
  },
}

interface StartTimes {
  readonly storage: number
  readonly threads: number
}

const measureStart = (jobs: number): Promise<StartTimes> =>
  withCopy(jobs, ['journal.db'], async (folder) => {
    const storage: number[] = []
    const threads: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      storage.push(timeStorage(folder))
      threads.push(await timeThreads(folder))
    }
    return { storage: median(storage), threads: median(threads) }
  })

function timeStorage(folder: string): number {
  const begun = performance.now()
  const { db } = openJournalDatabase(folder, Date.now())
  const reading = new DatabaseSync(journalFile(folder), { readOnly: true, timeout: 5000 })
  createJournalReads(reading, folder).page({}, null, PAGE)
  const elapsedMs = performance.now() - begun
  reading.close()
  db.close()
  return elapsedMs
}

async function timeThreads(folder: string): Promise<number> {
  const begun = performance.now()
  const journal = await openJournal({ folder, spawn: journalWorkers() })
  await journal.reader.page({}, null, PAGE)
  const elapsedMs = performance.now() - begun
  await journal.close()
  return elapsedMs
}
