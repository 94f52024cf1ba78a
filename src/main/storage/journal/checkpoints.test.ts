import { existsSync, statSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createScratchFolder, newRun, journalWorkers } from '#main/storage/testing/journals.ts'
import { journalFile } from './journal-database.ts'
import { openJournal } from './open-journal.ts'

const JOBS = 5000
/** All that the jobs need lies in the log until then. */
const COPIED_BYTES = 1_000_000

// Would catch: a log that only a commit copies, for which all others wait, and a thread that keeps the file open for ever.
test('the log is copied into the file beside the commits, and nothing of it is left when the journal is closed', async () => {
  const folder = createScratchFolder(onTestFinished)
  const file = journalFile(folder)
  const journal = await openJournal({ folder, spawn: journalWorkers() })
  const run = newRun(JOBS)
  try {
    await journal.writer.createRun(run)
    await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(COPIED_BYTES), { timeout: 20_000 })
    // Far below the length at which SQLite itself would have done it (`wal_autocheckpoint`).
    expect(statSync(`${file}-wal`).size).toBeLessThan(16_000 * 4096)
    expect(await journal.reader.count({ runId: run.id })).toBe(JOBS)
  } finally {
    await journal.close()
  }
  expect(existsSync(`${file}-wal`)).toBe(false)
})
