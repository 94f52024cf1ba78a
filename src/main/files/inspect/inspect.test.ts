import { execFileSync } from 'node:child_process'
import { openSync, truncateSync, writeFileSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import type { FileFacts } from '#shared/model/file-facts.ts'
import { inspectFiles } from './inspect.ts'
import { jpeg, mp4, png, webm } from '#main/files/testing/media.ts'

async function look(name: string, content: Uint8Array | string, length?: number): Promise<FileFacts> {
  const path = join(createScratchFolder(onTestFinished), name)
  writeFileSync(path, content)
  if (length !== undefined) truncateSync(path, length)
  return only(path)
}

async function only(path: string): Promise<FileFacts> {
  const [facts] = await inspectFiles([{ id: 'x', path, size: 0, mtimeMs: 0 }])
  if (facts === undefined) throw new Error('no facts')
  return facts
}

// Would catch: a kind taken from the name, so that a video called .txt is not warned of.
test.each([
  ['photo.txt', png(3, 2), 'image', 'image/png'],
  ['no-extension', jpeg(4, 2, 1), 'image', 'image/jpeg'],
  ['clip.dat', webm(5000), 'video', 'video/webm'],
  ['paper.bin', '%PDF-1.7\n%', 'document', 'application/pdf'],
  [
    'all.zip',
    Buffer.from('504b0506000000000000000000000000000000000000', 'hex'),
    'archive',
    'application/zip',
  ],
  ['sheet.xlsx', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), 'document', undefined],
  ['notes.txt', 'plain words', 'text', 'text/plain'],
  ['data.json', '{"a":1}', 'text', 'application/json'],
  ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image', 'image/svg+xml'],
  ['unknown.zzz', 'who knows', 'other', 'application/octet-stream'],
])('%s is known by what is in it', async (name, content, kind, mimetype) => {
  const facts = await look(name, content)
  expect(facts).toMatchObject({ kind, problem: null, warnings: [] })
  if (mimetype !== undefined) expect(facts.mimetype).toBe(mimetype)
})

// Would catch: sizes read from the wrong place, a photo lying on its side, or a size not found behind a large preview.
test('a picture has its size, as it is shown', async () => {
  expect(await look('a.png', png(300, 200))).toMatchObject({ width: 300, height: 200, picture: true })
  expect(await look('a.jpg', jpeg(300, 200, 6))).toMatchObject({ width: 200, height: 300, picture: true })
  expect(await look('b.jpg', jpeg(300, 200, 1, 500_000))).toMatchObject({ width: 300, height: 200 })
})

// Would catch: a picture past the documented limits sent without a word, or decoded by the window.
test('too large a picture is warned of and not shown', async () => {
  expect(await look('a.png', png(20_000, 10_000))).toMatchObject({
    warnings: ['pictureTooManyPixels'],
    picture: false,
  })
  expect(await look('b.png', png(10, 10), 256 * 1024 * 1024 + 1)).toMatchObject({
    warnings: ['pictureTooLarge'],
    picture: false,
  })
  expect(await look('c.png', png(10_000, 10_000), 256 * 1024 * 1024)).toMatchObject({
    warnings: [],
    picture: true,
  })
})

// Would catch: a drawing that can run scripts offered to the window as a picture.
test('what the window cannot decode is no picture', async () => {
  expect((await look('a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')).picture).toBe(false)
  expect((await look('a.pdf', '%PDF-1.7\n%')).picture).toBe(false)
})

/** An MP4 with its headers behind gigabytes of media. */
function longVideo(seconds: number, mediaBytes: number): string {
  const path = join(createScratchFolder(onTestFinished), 'video.mp4')
  const { before, after } = mp4(seconds, mediaBytes)
  const file = openSync(path, 'w')
  writeSync(file, before, 0, before.length, 0)
  writeSync(file, after, 0, after.length, before.length + mediaBytes)
  closeSync(file)
  return path
}

// Would catch: gigabytes read for one number, or a length that is not found because it stands at the end.
test('a video over ten minutes is warned of; its media is not read', async () => {
  const begun = process.cpuUsage()
  const before = process.memoryUsage().arrayBuffers
  const facts = await only(longVideo(601, 20_000_000_000))
  expect(facts).toMatchObject({ kind: 'video', durationMs: 601_000, warnings: ['videoOverTenMinutes'] })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  // The processor's time: reading gigabytes takes many seconds of it, waiting for a turn takes none.
  const { user, system } = process.cpuUsage(begun)
  expect((user + system) / 1000).toBeLessThan(5000)
  expect(await only(longVideo(600, 1000))).toMatchObject({ durationMs: 600_000, warnings: [] })
  expect(await look('a.webm', webm(700_000))).toMatchObject({
    durationMs: 700_000,
    warnings: ['videoOverTenMinutes'],
  })
})

// Case 19 of docs/reported-inputs.md. Would catch: a film that does not know its length warned of as one of 584 million years.
test('a film that does not know its length has none', async () => {
  const { before, after } = mp4(10, 0)
  const header = after.indexOf('mvhd') + 4
  after.writeUInt8(1, header)
  after.writeUInt32BE(1000, header + 20)
  after.fill(0xff, header + 24, header + 32)
  expect(await look('a.mp4', Buffer.concat([before, after]))).toMatchObject({
    durationMs: null,
    warnings: [],
  })
})

// Case 14 of docs/reported-inputs.md. Would catch: a mail or a drawing that is sent as a nameless container.
test.each([
  ['Name.msg', 'application/vnd.ms-outlook'],
  ['plan.vsd', 'application/vnd.visio'],
  ['plan.mpp', 'application/vnd.ms-project'],
  ['old.doc', 'application/msword'],
])('%s, a container by its bytes, has the type of its name', async (name, mimetype) => {
  const content = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
  expect((await look(name, content)).mimetype).toBe(mimetype)
})

// Would catch: a request spent on what cannot be sent, or one bad file that hides the others.
test('what cannot be sent says why, the others go on', async () => {
  const folder = createScratchFolder(onTestFinished)
  const paths = ['empty.png', 'gone.png', 'pipe', 'good.png'].map((name) => join(folder, name))
  writeFileSync(paths[0] ?? '', '')
  execFileSync('mkfifo', [paths[2] ?? ''])
  writeFileSync(paths[3] ?? '', png(1, 1))
  const facts = await inspectFiles(
    paths.map((path, index) => ({ id: String(index), path, size: 1, mtimeMs: 0 })),
  )
  expect(facts.map(({ id, problem }) => [id, problem?.code ?? null])).toEqual([
    ['0', 'upload.empty'],
    ['1', 'upload.vanished'],
    ['2', 'upload.notAFile'],
    ['3', null],
  ])
})

// Would catch: an exception or a hang from a file that only begins like a picture or a video.
test.each([
  ['cut.png', png(10, 10).subarray(0, 12)],
  ['cut.jpg', jpeg(10, 10, 1).subarray(0, 30)],
  ['cut.mp4', mp4(10, 100).before],
  ['lies.mp4', Buffer.concat([mp4(10, 0).before, Buffer.from('7ffffff06d6f6f76', 'hex')])],
  ['cut.webm', webm(10).subarray(0, 20)],
  ['noise.mp3', Buffer.from('fffb90'.repeat(20_000), 'hex')],
])('%s is taken with what is known of it', async (name, content) => {
  expect(await look(name, content)).toMatchObject({ problem: null })
})
