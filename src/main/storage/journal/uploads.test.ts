import { expect, onTestFinished, test } from 'vitest'
import { appError } from '#shared/errors/catalogue.ts'
import { openJournal } from './open-journal.ts'
import {
  at,
  openTestJournal,
  newJob,
  newRun,
  newUpload,
  createScratchFolder,
  journalWorkers,
} from '#main/storage/testing/journals.ts'

const opened = () => openTestJournal(createScratchFolder(onTestFinished), onTestFinished)

// Would catch: a column of an upload or a part that is lost with the process, so that a resume begins anew or mixes files.
test('an upload and its parts are there for the next start', async () => {
  const folder = createScratchFolder(onTestFinished)
  const before = await openJournal({ folder, spawn: journalWorkers() })
  const upload = newUpload({ path: '/a"b\n/ü.jpg', filename: 'ü.jpg' })
  await before.writer.createUpload(upload)
  const change = {
    sha256: 'ab',
    fingerprint: { size: 13_000_000, mtimeMs: 1.5, edgeHash: 'other' },
    partSize: 7,
    ticket: {
      uri: '/u',
      region: 'r',
      uploadId: 'id',
      locationUrl: 'https://up.example',
      locationRegion: null,
    },
    error: appError('network.timeout', { host: 'h' }),
    mimetype: 'image/png',
    store: { location: 'gcs', path: 'p', container: 'c', region: 'eu', access: 'private' },
  } as const
  expect(await before.writer.changeUpload({ id: upload.id, ...change })).toEqual({ ...upload, ...change })
  expect(await before.writer.changeUpload({ id: 'unheard-of', state: 'stored' })).toBeNull()
  await Promise.all(
    [2, 1, 10].map((number) =>
      before.writer.addPart(upload.id, { number, bytes: number * 5, etag: `"e${number}"` }),
    ),
  )
  await before.writer.addPart(upload.id, { number: 2, bytes: 11, etag: '"again"' })
  await before.close()

  const { writer, reader } = await openTestJournal(folder, onTestFinished)
  expect(await reader.upload(upload.id)).toEqual({ ...upload, ...change })
  expect(await reader.parts(upload.id)).toEqual([
    { number: 1, bytes: 5, etag: '"e1"' },
    { number: 2, bytes: 11, etag: '"again"' },
    { number: 10, bytes: 50, etag: '"e10"' },
  ])
  await writer.dropParts(upload.id)
  expect(await reader.parts(upload.id)).toEqual([])
  expect(await reader.upload(upload.id)).toEqual({ ...upload, ...change, ticket: null })
})

// Would catch: a handle offered that is gone, of another connection or of another size; a resume of the wrong file.
test('known and unfinished uploads are found by connection, size and path', async () => {
  const { writer, reader } = await opened()
  const stored = { state: 'stored', handle: 'h' } as const
  const size = (bytes: number) => ({ fingerprint: { size: bytes, mtimeMs: 1, edgeHash: 'e' } })
  const uploads = [
    newUpload({ ...stored, ...size(1) }),
    newUpload({ ...stored, ...size(2) }),
    newUpload({ ...stored, ...size(2), goneAt: 5 }),
    newUpload({ ...stored, ...size(2), connectionId: 'other' }),
    newUpload({ ...stored, ...size(3) }),
    newUpload({ ...size(2), state: 'failed' }),
    newUpload({ ...size(2) }),
    newUpload({ ...size(2), path: '/another' }),
  ]
  for (const upload of uploads) await writer.createUpload(upload)
  const id = (index: number) => at(uploads, index).id
  const known = await reader.storedOfSizes('connection', [2, 1, 9])
  expect(known.map((upload) => upload.id)).toEqual([id(1), id(0)])
  expect((await reader.resumable('connection', '/pictures/cat.jpg'))?.id).toBe(id(6))
  await writer.changeUpload({ id: id(6), ...stored })
  expect((await reader.resumable('connection', '/pictures/cat.jpg'))?.id).toBe(id(5))
  expect(await reader.resumable('other', '/pictures/cat.jpg')).toBeNull()
})

// Would catch: a file without a handle that is sent, or a URL that waits for ever beside files.
test('of the queued jobs those with something to ask for become ready', async () => {
  const { writer, reader } = await opened()
  const file = { kind: 'file', path: '/a.jpg' } as const
  const run = newRun(0, {
    jobs: [
      newJob(0, { state: 'queued', source: file }),
      newJob(1, { state: 'queued', source: file, handle: 'known' }),
      newJob(2, { state: 'queued' }),
      newJob(3, { state: 'stopped' }),
    ],
  })
  await writer.createRun(run)
  expect(await writer.markRemoteSourcesReady(run.id)).toBe(2)
  const states = (await reader.page({ runId: run.id, order: 'list' }, null, 9)).jobs.map((job) => job.state)
  expect(states).toEqual(['queued', 'ready', 'ready', 'stopped'])
})

// Would catch: progress that counts known, stopped or foreign files, or bytes twice.
test('the files of a run are added up', async () => {
  const { writer, reader } = await opened()
  const file = (bytes?: number) =>
    ({ kind: 'file', path: '/a.jpg', ...(bytes === undefined ? {} : { bytes }) }) as const
  const uploads = [newUpload(), newUpload({ fingerprint: { size: 700, mtimeMs: 1, edgeHash: '' } })]
  const [known, cut] = uploads.map(({ id }) => id)
  const run = newRun(0, {
    jobs: [
      newJob(0, { state: 'queued', source: file(10) }),
      newJob(1, { state: 'uploading', source: file() }),
      newJob(2, { state: 'uploading', source: file(100) }),
      newJob(3, { state: 'failed', source: file(1_000) }),
      newJob(4, { state: 'stopped', source: file(10_000) }),
      newJob(5, { state: 'ready', source: file(100_000), handle: 'known from the start' }),
      newJob(6),
    ],
  })
  await writer.createRun(run)
  await writer.createRun(newRun(0, { jobs: [newJob(0, { state: 'queued', source: file(5) })] }))
  for (const upload of uploads) await writer.createUpload(upload)
  const change = (index: number, to: 'uploading' | 'ready', patch: object) =>
    writer.change({ id: at(run.jobs, index).id, from: 'uploading', to, patch })
  await change(1, 'uploading', { uploadId: cut })
  await change(2, 'ready', { uploadId: known, handle: 'h' })
  for (const upload of uploads) await writer.addPart(upload.id, { number: 1, bytes: 300, etag: '"e"' })
  expect(await reader.runFiles(run.id)).toEqual({
    total: 4,
    stored: 1,
    failed: 1,
    bytes: { total: 10 + 700 + 100 + 1_000, stored: 100, parts: 300 },
  })
  const none = newRun(2)
  await writer.createRun(none)
  expect(await reader.runFiles(none.id)).toBeNull()
})

// Would catch: a kept file that is told twice, or under another job.
test('kept files are told by their job, each pointer once', async () => {
  const { writer, reader } = await opened()
  const file = { jobId: 'j', pointer: '/results/a~1b/url', bytes: 1, sha256: 's', mimetype: 'image/png' }
  await writer.recordOutputFile(file)
  await writer.recordOutputFile({ ...file, bytes: 2 })
  await writer.recordOutputFile({ ...file, jobId: 'other' })
  expect(await reader.storedOutputFiles('j')).toEqual([{ ...file, bytes: 2 }])
  expect(await reader.storedOutputFiles('nobody')).toEqual([])
})
