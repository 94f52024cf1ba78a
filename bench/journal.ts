import { openJournal } from '#main/storage/journal/open-journal.ts'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { newRun, journalWorkers } from '#main/storage/testing/journals.ts'
import { median, createOutcome, type Bench } from './lib/bench.ts'
import { withFolder } from './lib/scratch.ts'

const JOBS = 10_000
const IN_FLIGHT = 32
const ROUNDS = 9

export const bench: Bench = {
  what: '10,000 intents (ready → sending) durably committed with 32 in flight through the journal, and by a bare SQLite loop: the same database, pragmas and row, 32 updates a transaction.',
  async run() {
    const ours: number[] = []
    const bare: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await withFolder(measureJournal))
      bare.push(await withFolder(measureBareLoop))
    }
    return createOutcome(
      {
        commitsASecond: median(ours),
        bareCommitsASecond: median(bare),
        ratio: median(ours.map((rate, round) => rate / (bare[round] ?? Number.NaN))),
      },
      { ratio: { least: 0.7 } },
    )
  },
}

/** Returns commits per second. */
async function measureJournal(folder: string): Promise<number> {
  const run = newRun(JOBS)
  const journal = await openJournal({ folder, spawn: journalWorkers() })
  await journal.writer.createRun(run)
  const waiting = run.jobs.values()
  const work = async (): Promise<void> => {
    // All workers share one iterator.
    for (const { id } of waiting)
      await journal.writer.change({ id, from: 'ready', to: 'sending', patch: { sentAt: Date.now() } })
  }
  const begun = performance.now()
  await Promise.all(Array.from({ length: IN_FLIGHT }, work))
  const rate = toCommitsPerSecond(begun)
  await journal.close()
  return rate
}

async function measureBareLoop(folder: string): Promise<number> {
  const run = newRun(JOBS)
  const made = await openJournal({ folder, spawn: journalWorkers() })
  await made.writer.createRun(run)
  await made.close()
  const { db } = openJournalDatabase(folder, 0)
  const update = db.prepare(`UPDATE jobs SET state = 'sending', sent_at = ? WHERE id = ? AND state = 'ready'`)
  const begun = performance.now()
  for (let at = 0; at < JOBS; at += IN_FLIGHT) {
    db.exec('BEGIN IMMEDIATE')
    for (const { id } of run.jobs.slice(at, at + IN_FLIGHT)) update.run(Date.now(), id)
    db.exec('COMMIT')
  }
  const rate = toCommitsPerSecond(begun)
  db.close()
  return rate
}

const toCommitsPerSecond = (begun: number): number => JOBS / ((performance.now() - begun) / 1000)
