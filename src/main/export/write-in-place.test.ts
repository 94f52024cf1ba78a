import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { toExportError } from './export-failure.ts'
import { writeFileInPlace } from './write-in-place.ts'

const redact = (text: string): string => text.replaceAll('s3cret', '…')

// Would catch: a name that is taken for a pattern, a folder or an option, or that its `.part` makes too long.
test.each([
  'plain.csv',
  ' two  blanks .csv',
  "it's “quoted”.csv",
  '-o.csv',
  '$HOME & co;.csv',
  '100%20.csv',
  '画像 🖼.csv',
  'no ending',
  '.hidden',
  `${'n'.repeat(246)}.csv`,
])('a file is written under the name %j, and only under it', async (name) => {
  const folder = createScratchFolder(onTestFinished)
  const path = join(folder, name)
  const written = await writeFileInPlace({ path, redact }, (temporary) => writeFile(temporary, 'whole'))
  expect(written.ok).toBe(true)
  expect(readdirSync(folder)).toEqual([name])
  expect(readFileSync(path, 'utf8')).toBe('whole')
})

// Would catch: an exception instead of a sentence, the beginning of a file that stays behind, a folder that is replaced.
test('a folder that has the name stays, with what is in it, and nothing stands beside it', async () => {
  const folder = createScratchFolder(onTestFinished)
  const path = join(folder, 'out.csv')
  mkdirSync(path)
  writeFileSync(join(path, 'kept'), 'yesterday')
  const written = await writeFileInPlace({ path, redact }, (temporary) => writeFile(temporary, 'whole'))
  expect(written).toMatchObject({ ok: false, error: { code: 'export.unwritable' } })
  expect(readdirSync(folder)).toEqual(['out.csv'])
  expect(readFileSync(join(path, 'kept'), 'utf8')).toBe('yesterday')
})

// Would catch: a name with no room for `.part` that ends in an exception, or cut to another file's name.
test('a name that is too long is told, and nothing is written', async () => {
  const folder = createScratchFolder(onTestFinished)
  const path = join(folder, `${'n'.repeat(248)}.csv`)
  const written = await writeFileInPlace({ path, redact }, (temporary) => writeFile(temporary, 'whole'))
  expect(written).toMatchObject({ ok: false, error: { code: 'export.unwritable' } })
  expect(readdirSync(folder)).toEqual([])
})

// Would catch: a disk that fills after the first bytes and leaves them, or takes the file of yesterday with it.
test('a file that breaks off after its beginning leaves what was there', async () => {
  const folder = createScratchFolder(onTestFinished)
  const path = join(folder, 'out.csv')
  writeFileSync(path, 'yesterday')
  const written = await writeFileInPlace({ path, redact }, async (temporary) => {
    await writeFile(temporary, 'half')
    await writeFile(join(temporary, 'no folder'), '')
  })
  expect(written.ok).toBe(false)
  expect(readdirSync(folder)).toEqual(['out.csv'])
  expect(readFileSync(path, 'utf8')).toBe('yesterday')
})

// Would catch: a file that is open, locked or refused told as a bug, or as a full disk.
test.each([
  ['ENOSPC', 'export.diskFull'],
  ['EDQUOT', 'export.diskFull'],
  ['EBUSY', 'export.inUse'],
  ['ETXTBSY', 'export.inUse'],
  ['EACCES', 'export.notAllowed'],
  ['EPERM', 'export.notAllowed'],
  ['EROFS', 'export.notAllowed'],
  ['EIO', 'export.unwritable'],
])('%s of the disk is told as %s', (code, expected) => {
  expect(toExportError(Object.assign(new Error(code), { code }), redact).code).toBe(expected)
})

// Would catch: a secret in a path that the sentence of the system repeats.
test('what the system says is told without secrets', () => {
  const error = toExportError(new Error('no such folder /home/s3cret'), redact)
  expect(error.message).toContain('/home/…')
  expect(error.message).not.toContain('s3cret')
})
