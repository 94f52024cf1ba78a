import { watch } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'
import { compactJournal, measureFile } from './compact-journal.ts'
import { openJournalDatabase } from './journal-database.ts'
import { commitAll } from './writes/group-commit.ts'
import { createJournalWrites } from './writes/journal-writes.ts'

/** A journal with the results of so many jobs, 100 kB each. */
function openHistory(count: number) {
  const folder = createScratchFolder(onTestFinished)
  const { db } = openJournalDatabase(folder, 0)
  onTestFinished(() => db.close())
  const writes = createJournalWrites(db, folder)
  const jobs = Array.from({ length: count }, (_, position) => newJob(position, { state: 'started' }))
  writes.createRun(newRun(0), jobs)
  for (const { id } of jobs)
    writes.archive({ id, from: 'started', to: 'finished', patch: {} }, Buffer.alloc(100_000, id))
  return { folder, db, writes, jobs }
}

/** Every row of every table, with its number where it has one. */
function readAll(db: DatabaseSync): unknown {
  const tables = db
    .prepare(
      `SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .all()
  return tables.map(({ name, wr }) =>
    db.prepare(`SELECT ${wr === 1 ? '' : 'rowid AS row_number, '}* FROM ${String(name)}`).all(),
  )
}

// Would catch: rows that get other numbers, by which facts and searches would point to other jobs; room that is not given back.
test('what deleted jobs leave is given back; every row keeps its number', () => {
  const { db, writes, jobs } = openHistory(60)
  const jobIds = jobs.filter((_, place) => place % 3 !== 0).map(({ id }) => id)
  commitAll(db, writes.executeInSlices({ id: 'deletion', at: 0, command: { kind: 'deleteJobs', jobIds } }))
  commitAll(db, writes.removeForGood(3 * 86_400_000))

  const { bytes, free } = measureFile(db)
  expect(free).toBeGreaterThan(3_500_000)
  const before = readAll(db)
  const report = compactJournal(db)
  expect(report.isRenumbered).toBe(false)
  expect(report.bytesBefore).toBe(bytes)
  expect(report.bytesAfter).toBeLessThan(bytes - free + 500_000)
  expect(measureFile(db).free).toBe(0)
  expect(readAll(db)).toEqual(before)
})

// Would catch: a history of many gigabytes that is held in memory while it is rewritten, or written to a disk whose room nobody asked for.
test.runIf(process.platform === 'linux')('the new file is written beside the old one', async () => {
  const { folder, db } = openHistory(10)
  // What fits into the cache is never written to the temporary file.
  db.exec('PRAGMA cache_size = 10')
  const seen = new Set<string | null>()
  const watcher = watch(folder, (_, name) => seen.add(name))
  onTestFinished(() => watcher.close())
  compactJournal(db)
  await vi.waitFor(() => expect([...seen]).toContainEqual(expect.stringMatching(/^etilqs_/)))
  // Each row that is written needs a temporary journal, which is faster in memory.
  expect(db.prepare('PRAGMA temp_store').get()).toEqual({ temp_store: 2 })
  expect(db.prepare('PRAGMA temp_store_directory').get()).toBeUndefined()
})
