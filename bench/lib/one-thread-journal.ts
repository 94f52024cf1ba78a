import { PackedList } from '#main/lib/packed-list.ts'
import type { CommandAnswer } from '#main/storage/journal/journal-command.ts'
import type {
  CreationCommand,
  Journal,
  JournalReader,
  JournalWriter,
  NewRun,
} from '#main/storage/journal/journal.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'

type Synchronous = Readonly<Record<string, (...args: never[]) => unknown>>

/**
 * The journal's own reads and writes without its threads. Every call is complete when it returns, so that the same seed
 * gives the same run to the last request. Each change is a transaction of its own.
 */
export function createOneThreadJournal(folder: string): Journal {
  const { db } = openJournalDatabase(folder, 0)
  // Nothing of it has to outlive the benchmark.
  db.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000')
  const writes = createJournalWrites(db, folder)
  const inTransaction = <T>(write: () => T): T => {
    db.exec('BEGIN')
    const value = write()
    db.exec('COMMIT')
    return value
  }
  const createRuns = (command: CreationCommand, runs: readonly NewRun[]): CommandAnswer =>
    inTransaction(() =>
      writes.createAtOnce(
        command,
        runs.map(({ jobs, ...run }) => ({ run, jobs: PackedList.from(jobs) })),
      ),
    )
  const writer: JournalWriter = {
    ...(toPromises(writes, inTransaction) as JournalWriter),
    createRun: async (run) => createRuns({ id: run.id, at: run.createdAt }, [run]),
    createRuns: async (command, runs) => createRuns(command, runs),
    execute: async (...args) => inTransaction(() => writes.executeCommand(...args)),
  }
  return {
    writer,
    reader: toPromises(createJournalReads(db, folder), (read) => read()) as JournalReader,
    notices: [],
    readOnly: false,
    close: async () => db.close(),
  }
}

/** Wraps methods so that they return promises. */
function toPromises(methods: object, run: (call: () => unknown) => unknown): object {
  return Object.fromEntries(
    Object.entries(methods as Synchronous).map(([name, method]) => [
      name,
      async (...args: never[]) => run(() => method(...args)),
    ]),
  )
}
