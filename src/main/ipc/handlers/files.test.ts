import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { jpeg, png } from '#main/files/testing/media.ts'
import { createThumbnailStream } from '#main/ipc/streams/thumbnail.ts'
import { createLocalPictureStream } from '#main/ipc/streams/local-picture.ts'
import { createFileAdder } from '#main/ipc/testing/add-file.ts'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import { pack } from '#shared/ipc/packed.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'

const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'
const WEBP = Buffer.from('RIFF\u0010\0\0\0WEBPVP8 ', 'latin1')

let harness: Awaited<ReturnType<typeof startHarness>>
let added: ReturnType<typeof createFileAdder>
const cleaning: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  harness = await startHarness((clean) => cleaning.push(clean))
  added = createFileAdder(harness)
  return async () => {
    for (const clean of cleaning.toReversed()) await clean()
  }
}, 60_000)

const get = (path: string, method = 'GET') => {
  const url = new URL(`app://flowbench${path}`)
  const stream = path.startsWith('/local/')
    ? createLocalPictureStream(harness.localFiles.services.files)
    : createThumbnailStream(harness.pictures)
  return stream(new Request(url, { method }), url)
}

// Would catch: an id that opens a file after the person took it out, or an exception for one.
test('no request finds a file that was forgotten', async () => {
  const file = await added('gone.png', png(1, 1))
  await harness.must('files.forget', { ids: [file.id] })
  const gone = { error: { code: 'files.gone' } }
  const plan = { connectionId: SANDBOX_ID, workflowId: MODERATION, sources: [file.source] }
  expect(await harness.ask('runs.create', { ...plan, sources: pack(plan.sources) })).toMatchObject(gone)
  expect(await harness.must('runs.preview', { ...plan, total: 1 })).toMatchObject({
    blocked: { code: 'files.gone' },
  })
  expect(await harness.ask('files.saveThumbnail', { fileId: file.id, bytes: WEBP })).toMatchObject(gone)
  expect(await harness.ask('lists.open', { kind: 'file', fileId: file.id })).toMatchObject(gone)
  expect(await harness.must('files.inspect', { ids: [file.id] })).toMatchObject([
    { problem: { code: 'files.gone' } },
  ])
  expect((await get(`/local/${file.id}`)).status).toBe(404)
})

// Would catch: facts in another order than asked, or equal bytes not told.
test('files are read and compared by their ids', async () => {
  const [one, two] = [await added('same1.png', png(9, 8)), await added('same2.png', png(9, 8))]
  const facts = await harness.must('files.inspect', { ids: [two.id, 'nope', one.id] })
  expect(facts.map(({ id, width, problem }) => [id, width, problem?.code ?? null])).toEqual([
    [two.id, 9, null],
    ['nope', null, 'files.gone'],
    [one.id, 9, null],
  ])
  expect(await harness.must('files.findDuplicates', { ids: [one.id, two.id] })).toEqual([
    { id: two.id, first: one.id },
  ])
})

// Would catch: a file read through the window that is no picture, or a picture handed on as something that can run.
test('/local/ serves pictures that were added, and nothing else', async () => {
  const bytes = jpeg(2, 2, 1, 200_000)
  const picture = await added('local.bin', bytes)
  const answer = await get(`/local/${picture.id}`)
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'image/jpeg',
    'content-length': String(bytes.length),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
  expect((await get(`/local/${picture.id}`, 'HEAD')).body).toBeNull()
  const statusOf = async (name: string, content: string): Promise<number> =>
    (await get(`/local/${(await added(name, content)).id}`)).status
  expect([
    await statusOf('page.png', '<html><script>alert(1)</script>'),
    await statusOf('drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
    await statusOf('empty.png', ''),
    (await get('/local/..%2F..%2Fetc%2Fpasswd')).status,
  ]).toEqual([415, 415, 404, 404])
  rmSync(picture.path)
  expect((await get(`/local/${picture.id}`)).status).toBe(404)
  symlinkSync(harness.folder, picture.path)
  expect((await get(`/local/${picture.id}`)).status).toBe(404)
  rmSync(picture.path)
  execFileSync('mkfifo', [picture.path])
  expect((await get(`/local/${picture.id}`)).status).toBe(404)
  expect(await harness.ask('lists.open', { kind: 'file', fileId: picture.id })).toMatchObject({
    error: { code: 'list.unreadable' },
  })
})

// Would catch: cards without their picture, with that of another file, or anything but a picture kept.
test('a small picture is kept for the cards of the file’s jobs, also when the file goes', async () => {
  const file = await added('card.png', png(5, 5))
  await harness.must('files.saveThumbnail', { fileId: file.id, bytes: WEBP })
  expect(
    await harness.ask('files.saveThumbnail', { fileId: file.id, bytes: Buffer.from('<html>') }),
  ).toMatchObject({
    error: { code: 'files.noPicture' },
  })
  expect(
    await harness.ask('files.saveThumbnail', { fileId: file.id, bytes: new Uint8Array(1_000_001) }),
  ).toMatchObject({ error: { code: 'ipc.invalid' } })
  const [job] = await harness.run(MODERATION, [file.source])
  rmSync(file.path)
  const answer = await get(`/pictures/${job?.id}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp'])
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(Buffer.from(await answer.arrayBuffer()).equals(WEBP)).toBe(true)
  expect(await harness.must('pictures.look', { jobId: job?.id ?? '' })).toEqual({
    kind: 'kept',
    size: { width: 5, height: 5, orientation: 1 },
  })
  expect(readdirSync(join(harness.folder, 'thumbnails'))).toHaveLength(1)
  const [other] = await harness.run(MODERATION, [{ kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' }])
  expect([(await get(`/pictures/${other?.id}`)).status, (await get('/pictures/nope')).status]).toEqual([
    404, 404,
  ])
})

// Would catch: files named on the command line lost because the page was not up yet, or told to it twice.
test('files that the app is opened with wait for the page', async () => {
  const { localFiles } = harness
  localFiles.onPageGone()
  const path = join(harness.folder, 'argv.png')
  writeFileSync(path, png(1, 1))
  localFiles.open([path])
  localFiles.onPageUp()
  localFiles.onPageUp()
  localFiles.open([path])
  const named = (messages: readonly { readonly files: readonly { readonly name: string }[] }[]) =>
    messages.flatMap(({ files }) => files).filter(({ name }) => name === 'argv.png')
  const messages = await harness.heard(
    'files.found',
    (all) => named(all).length === 2 && all.at(-1)?.done === true,
  )
  expect(named(messages)).toHaveLength(2)
})

// Would catch: a page that was taken over and reads any file of the person by naming its path.
test('no request of the page reads a file by its path; a pasted path is read after the person said yes', async () => {
  const path = join(harness.folder, 'private key.pem')
  writeFileSync(path, 'PRIVATE KEY')
  const attempts = [
    harness.ask('files.startWalk' as never, { paths: [path] } as never),
    harness.ask('lists.open', { kind: 'file', fileId: path }),
    harness.ask('files.saveThumbnail', { fileId: path, bytes: WEBP }),
    harness.ask('runs.create', {
      connectionId: SANDBOX_ID,
      workflowId: MODERATION,
      sources: pack([{ kind: 'file', fileId: path }]),
    }),
  ]
  for (const attempt of attempts) expect(await attempt).toMatchObject({ ok: false })
  expect((await harness.must('files.inspect', { ids: [path] }))[0]?.problem).toMatchObject({
    code: 'files.gone',
  })
  expect((await get(`/local/${encodeURIComponent(path)}`)).status).toBe(404)
  expect(await harness.must('files.addPasted', { path })).toBeNull()
  expect(await harness.must('files.addPasted', { path })).toMatchObject({ walkId: expect.any(String) })
  expect(harness.confirmed).toEqual([path, path])
})
