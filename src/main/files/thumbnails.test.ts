import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { jpeg } from './testing/media.ts'
import { createThumbnails, toFileKey } from './thumbnails.ts'

const WEBP = Buffer.from('RIFF\u0010\0\0\0WEBPVP8 ', 'latin1')
const SIZE = { width: 4000, height: 3000, orientation: 6 }
const file = { path: '/photos/a.png', size: 10, mtimeMs: 5 }

// Would catch: the picture of an earlier version of a file shown on a card of the new one.
test('a picture belongs to one version of one file', async () => {
  const thumbnails = createThumbnails(createScratchFolder(onTestFinished))
  expect(await thumbnails.keep(toFileKey(file), WEBP, SIZE)).toBe(true)
  expect(await thumbnails.find(toFileKey(file))).toMatchObject({ type: 'image/webp', size: SIZE })
  expect(Buffer.from((await thumbnails.find(toFileKey(file)))?.bytes ?? []).equals(WEBP)).toBe(true)
  expect(await thumbnails.find(toFileKey({ ...file, mtimeMs: 6 }))).toBeNull()
  expect(await thumbnails.find(toFileKey({ ...file, size: 11 }))).toBeNull()
  expect(await thumbnails.find(toFileKey({ ...file, path: '/photos/b.png' }))).toBeNull()
  const photo = jpeg(2, 2, 1)
  await thumbnails.keep(toFileKey(file), photo, null)
  expect(await thumbnails.find(toFileKey(file))).toMatchObject({ type: 'image/jpeg', size: null })
})

// Would catch: anything but a picture kept, and later handed to the window as one.
test.each(['<html>', '', 'RIFF', '<svg xmlns="http://www.w3.org/2000/svg"/>'])(
  '%j is not kept',
  async (text) => {
    const folder = createScratchFolder(onTestFinished)
    expect(await createThumbnails(folder).keep('file', Buffer.from(text), SIZE)).toBe(false)
    expect(readdirSync(folder)).toEqual([])
  },
)

// Would catch: pictures that fill the disk over the years, or the newest taken away first.
test('the oldest go when there are too many', async () => {
  const folder = createScratchFolder(onTestFinished)
  const thumbnails = createThumbnails(folder)
  await thumbnails.sweep()
  const kept = join(folder, 'thumbnails')
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    const before = new Set(index === 0 ? [] : readdirSync(kept))
    await thumbnails.keep(name, WEBP, null)
    for (const made of readdirSync(kept)) if (!before.has(made)) utimesSync(join(kept, made), index, index)
  }
  await thumbnails.sweep(WEBP.length * 2)
  const left = await Promise.all(['a', 'b', 'c'].map((path) => thumbnails.find(path)))
  expect(left.map((picture) => picture !== null)).toEqual([false, true, true])
})
