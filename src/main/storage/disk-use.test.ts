import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { measureDiskUse } from './disk-use.ts'

// Would catch: a kind that is left out, or counted twice.
test('the disk’s use is told by kind', async () => {
  const folder = createScratchFolder(onTestFinished)
  const write = (name: string, bytes: number): void => {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), Buffer.alloc(bytes))
  }
  const none = { history: 0, results: 0, keptFiles: 0, pictures: 0, facts: 0 }
  expect(await measureDiskUse(folder)).toEqual(none)
  write('journal.db', 1)
  write('journal.db-wal', 2)
  write('bodies/ab/abc.body', 4)
  write('files/ab/abc/0', 8)
  write('files/cd/cde/1', 16)
  write('thumbnails/x', 32)
  write('words.db', 64)
  write('settings.json', 128)
  expect(await measureDiskUse(folder)).toEqual({
    history: 3,
    results: 4,
    keptFiles: 24,
    pictures: 32,
    facts: 64,
  })
})
