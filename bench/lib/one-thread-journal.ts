import type { Journal, JournalReader, JournalWriter } from '#main/storage/journal/journal.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'

type Synchronous = Readonly<Record<string, (...args: never[]) => unknown>>

/**
 * The journal's own reads and writes without its threads: every call is done when it returns, so that the same seed gives
 * the same run to the last request. Each change is a transaction of its own.
 */
export function oneThreadJournal(folder: string): Journal {
  const { db } = openJournalDatabase(folder, 0)
  db.exec('PRAGMA synchronous = OFF')
  const writes = createJournalWrites(db, folder)
  const writer: JournalWriter = {
    ...(promised(writes, (write) => {
      db.exec('BEGIN')
      const value = write()
      db.exec('COMMIT')
      return value
    }) as JournalWriter),
    createRun: async ({ jobs, ...run }) => {
      db.exec('BEGIN')
      writes.createRun(run, jobs)
      db.exec('COMMIT')
    },
  }
  return {
    writer,
    reader: promised(createJournalReads(db, folder), (read) => read()) as JournalReader,
    notices: [],
    readOnly: false,
    close: async () => db.close(),
  }
}

/** The same methods, their values as promises. */
function promised(methods: object, within: (call: () => unknown) => unknown): object {
  return Object.fromEntries(
    Object.entries(methods as Synchronous).map(([name, method]) => [
      name,
      async (...args: never[]) => within(() => method(...args)),
    ]),
  )
}
