import { existsSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'
import type { BackupProgress } from '#shared/model/backup.ts'
import { finishRestore } from './finish-restore.ts'
import { makeScratchFolder } from './scratch-folder.ts'
import { stageRestore } from './stage-restore.ts'
import { backUp, listFolder, makeHistory, readJournal, scratch } from './testing/histories.ts'
import { writeBackup } from './write-backup.ts'

// Would catch: a backup of the app at work that lacks what stands in the log of the journal only.
test('a history is backed up while it is written', async () => {
  const folder = makeHistory()
  const { db } = openJournalDatabase(folder, 0)
  onTestFinished(() => db.close())
  createJournalWrites(db, folder).createRun(newRun(0), [
    newJob(0, { source: { kind: 'handle', handle: 'latest' } }),
  ])
  const file = await backUp(folder)
  const other = scratch()
  await stageRestore({ folder: other, file })
  finishRestore(other)
  expect(JSON.stringify(readJournal(other))).toContain('latest')
})

// Would catch: a stopped or failed backup that leaves half a file under the name that the person chose.
test('stopped or unwritable, a backup leaves no file', async () => {
  const folder = makeHistory()
  const target = scratch()
  const file = join(target, 'b')
  const stopped = AbortSignal.abort()
  expect(await writeBackup({ folder, file, replace: false, now: 1, signal: stopped })).toMatchObject({
    ok: false,
    error: { code: 'backup.stopped' },
  })
  expect(
    await writeBackup({ folder, file: join(target, 'none', 'b'), replace: false, now: 1 }),
  ).toMatchObject({
    ok: false,
    error: { code: 'backup.failed' },
  })
  expect(listFolder(target)).toEqual([])
  writeFileSync(file, 'mine')
  expect(await writeBackup({ folder, file, replace: false, now: 1 })).toMatchObject({
    ok: false,
    error: { code: 'backup.exists' },
  })
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect(listFolder(folder).some((name) => name.includes('backup-'))).toBe(false)
})

// Would catch: half a backup on a full disk under the name of a whole one.
test.skipIf(!existsSync('/dev/full'))('a disk that fills leaves no backup, and is told as one', async () => {
  const folder = makeHistory()
  const target = scratch()
  // Every write to it finds the disk full.
  symlinkSync('/dev/full', join(target, 'b.part'))
  expect(await writeBackup({ folder, file: join(target, 'b'), replace: false, now: 1 })).toMatchObject({
    ok: false,
    error: { code: 'backup.diskFull' },
  })
  expect([listFolder(target), listFolder(folder).some((name) => name.includes('backup-'))]).toEqual([
    [],
    false,
  ])
})

// Would catch: a backup of which the disk kept other bytes, found only when it is needed.
test('a backup is read back before it gets its name', async () => {
  const folder = makeHistory()
  const file = join(scratch(), 'b')
  const steps: string[] = []
  const spoil = ({ step }: BackupProgress): void => {
    if (step === 'check' && !steps.includes('check')) {
      const part = readFileSync(`${file}.part`)
      part.fill(0, part.length - 4000)
      writeFileSync(`${file}.part`, part)
    }
    steps.push(step)
  }
  // The last bytes are read after the first report.
  writeFileSync(join(folder, 'files', 'ab', 'job-ab', '1'.repeat(32)), Buffer.alloc(1_000_000))
  expect(await writeBackup({ folder, file, replace: false, now: 1, onProgress: spoil })).toMatchObject({
    ok: false,
    error: { code: 'backup.unsound' },
  })
  expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false])
  expect([...new Set(steps)]).toEqual(['write', 'check'])
})

// Would catch: copies of the journal that fill the data folder, or one taken away from the backup that works on it.
test('what a killed backup left is removed a day later, and not before', async () => {
  const folder = makeHistory()
  const [left, atWork] = [await makeScratchFolder(folder), await makeScratchFolder(folder)]
  for (const path of [left, atWork]) writeFileSync(join(path, 'journal.db'), 'x')
  const now = Date.UTC(2026, 10, 30)
  const hoursAgo = (hours: number): Date => new Date(now - hours * 3_600_000)
  utimesSync(left, hoursAgo(25), hoursAgo(25))
  utimesSync(atWork, hoursAgo(1), hoursAgo(1))
  const file = join(scratch(), 'b')
  expect(await writeBackup({ folder, file, replace: false, now })).toMatchObject({ ok: true })
  expect([existsSync(left), existsSync(atWork)]).toEqual([false, true])
})
