import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { sameFiles } from './find-same-files.ts'

function files(contents: Readonly<Record<string, Uint8Array | string>>) {
  const folder = createScratchFolder(onTestFinished)
  return Object.entries(contents).map(([id, content]) => {
    const path = join(folder, id)
    writeFileSync(path, content)
    return { id, path, size: Buffer.byteLength(content), mtimeMs: 0 }
  })
}

/** Bytes that differ in the middle only. */
function long(middle: number): Uint8Array {
  const bytes = new Uint8Array(300_000)
  bytes[150_000] = middle
  return bytes
}

// Would catch: files called the same by their size, their ends or their name.
test('only files of the same bytes are the same, the first is the first given', async () => {
  const given = files({
    a: 'one',
    b: 'two',
    c: 'one',
    d: 'three',
    long1: long(1),
    long2: long(2),
    long1b: long(1),
    e: 'one',
  })
  expect(await sameFiles(given)).toEqual([
    { id: 'c', first: 'a' },
    { id: 'long1b', first: 'long1' },
    { id: 'e', first: 'a' },
  ])
})

// Would catch: a file that went away ending the comparison of the others.
test('what cannot be read is like no other', async () => {
  const given = files({ a: 'one', b: 'one', c: 'one' })
  rmSync(given[0]?.path ?? '')
  expect(await sameFiles(given)).toEqual([{ id: 'c', first: 'b' }])
})

// Would catch: reading gigabytes to find out that a file is itself, or that sizes differ.
test('the same path is the same file, unread; other sizes are not read', async () => {
  const [big, small] = files({ big: '', small: '' })
  if (big === undefined || small === undefined) throw new Error('no files')
  truncateSync(big.path, 50_000_000_000)
  truncateSync(small.path, 49_000_000_000)
  const sized = [
    { ...big, size: 50_000_000_000 },
    { ...small, size: 49_000_000_000 },
    { ...big, id: 'again', size: 50_000_000_000 },
  ]
  expect(await sameFiles(sized)).toEqual([{ id: 'again', first: 'big' }])
})
