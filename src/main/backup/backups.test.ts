import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'
import type { BackupProgress } from '#shared/model/backup.ts'
import { createBackups } from './backups.ts'
import { finishRestore } from './finish-restore.ts'
import { spawnBackupWorker } from './testing/backup-worker.ts'

const scratch = (): string => createScratchFolder(onTestFinished)

function makeHistory(): string {
  const folder = scratch()
  const { db } = openJournalDatabase(folder, 0)
  createJournalWrites(db, folder).createRun(newRun(0), [newJob(0)])
  db.close()
  return folder
}

// Would catch: a backup of the window that cannot be read by its own restore, or of which nothing is heard.
test('a backup is written and read in a thread, and says how far it is', async () => {
  const folder = makeHistory()
  const file = join(scratch(), 'b')
  const heard: BackupProgress[] = []
  const backups = createBackups(folder, spawnBackupWorker, (progress) => heard.push(progress))
  expect(await backups.write(file, 1)).toMatchObject({ ok: true, data: { files: 1 } })
  expect(heard.every(({ bytes, total }) => bytes <= total)).toBe(true)
  expect(heard[0]).toMatchObject({ step: 'write' })

  const other = scratch()
  expect(await createBackups(other, spawnBackupWorker, () => undefined).stage(file)).toMatchObject({
    ok: true,
    data: { jobs: 1 },
  })
  expect(finishRestore(other)).toMatchObject({ kind: 'restored' })
})

// Would catch: Cancel that leaves half a file, touches the one that was there, or blocks the next backup.
test('stopped, a backup leaves what was there, and the next one is written', async () => {
  const folder = makeHistory()
  mkdirSync(join(folder, 'files', 'ab', 'job-ab'), { recursive: true })
  writeFileSync(join(folder, 'files', 'ab', 'job-ab', '0'.repeat(32)), Buffer.alloc(64_000_000))
  const target = scratch()
  const file = join(target, 'b')
  writeFileSync(file, 'of last week')
  const backups = createBackups(folder, spawnBackupWorker, () => void backups.stop())
  const writing = backups.write(file, 1)
  expect(await backups.write(file, 1)).toMatchObject({ ok: false, error: { code: 'backup.busy' } })
  expect(await writing).toMatchObject({ ok: false, error: { code: 'backup.stopped' } })
  expect([readFileSync(file, 'utf8'), readdirSync(target)]).toEqual(['of last week', ['b']])

  const again = createBackups(folder, spawnBackupWorker, () => undefined)
  expect(await again.write(file, 1)).toMatchObject({ ok: true })
  expect(existsSync(`${file}.part`)).toBe(false)
})
