import { copyFileSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { fingerprintFile } from '#main/filestack/upload/file-fingerprint.ts'
import { CONNECTION, MODERATION } from '#main/jobs/testing/engine-harness.ts'
import { newUpload } from '#main/storage/testing/journals.ts'
import type { Source } from '#shared/model/source.ts'
import { findExisting } from './find-existing.ts'
import {
  createSharedHarness,
  toFileJob,
  createUploadsHarness,
  type LocalFile,
  type UploadsHarness,
} from '#main/jobs/uploads/testing/files.ts'

const { common, file } = createSharedHarness()

/** A file that was uploaded some time ago under this handle. */
async function stored(r: UploadsHarness, { path, sha256 }: LocalFile, handle: string): Promise<string> {
  const fingerprint = await fingerprintFile(path)
  if (!fingerprint.ok) throw new Error(fingerprint.error.message)
  const known = {
    connectionId: CONNECTION,
    path,
    fingerprint: fingerprint.data,
    sha256,
    handle,
    state: 'stored',
  } as const
  const upload = newUpload({ ...known, filename: 'as before.jpg', endedAt: 5 })
  await r.journal.writer.createUpload(upload)
  return upload.id
}

// Would catch: a handle that is gone for good refusing its file for ever, or one file run or uploaded twice for it.
test('a known handle that is gone: its file is uploaded again, and run once on the new handle', async () => {
  const r = await common()
  const locals = Array.from({ length: 7 }, (_, index) => file(`gone-${index}`, 100 + index))
  const handles = locals.map((_, index) => `Gone000000000000000${index}`)
  const ids = await Promise.all(locals.map((local, index) => stored(r, local, handles[index] ?? '')))
  const [runs, uploads] = [r.sandbox.ledger.runs().length, r.sandbox.ledger.uploads().length]
  const run = await r.start(
    locals.map((local, index) => ({ ...toFileJob(local), handle: handles[index] ?? null })),
  )
  await r.done(run)
  expect(await r.states(run)).toEqual({ finished: 7 })
  expect(r.notified.runs.filter(({ id }) => id === run.id).every(({ state }) => state !== 'paused')).toBe(
    true,
  )
  expect(r.sandbox.ledger.uploads()).toHaveLength(uploads + 7)
  const asked = r.sandbox.ledger
    .runs()
    .slice(runs)
    .map(({ source }) => source)
  expect(new Set(asked)).toEqual(new Set((await r.jobs(run)).map(({ handle }) => handle)))
  expect(asked).toHaveLength(7)
  const marked = await Promise.all(ids.map((id) => r.journal.reader.upload(id)))
  expect(marked.every((upload) => upload?.goneAt !== null)).toBe(true)
})

// Would catch: a stopped run that uploads a file and starts its job after all, because its known handle proved to be gone.
test('a known handle found to be gone after the run was stopped is not uploaded again', async () => {
  const looking = { runId: '', stopped: false }
  const r = await createUploadsHarness(onTestFinished, {
    transport: {
      // Asked once a request.
      proxyFor: async () => {
        if (
          looking.runId !== '' &&
          r.sandbox.ledger.runs().length === 0 &&
          r.sandbox.ledger.counts().run === 1
        ) {
          looking.stopped = (await r.engine.stop(looking.runId)).ok
          looking.runId = ''
        }
        return null
      },
    },
  })
  const run = await r.start([{ ...toFileJob(file('stopped', 80)), handle: 'Gone0000000000000066' }])
  looking.runId = run.id
  await r.done(run)
  expect(looking.stopped).toBe(true)
  expect(await r.states(run)).toEqual({ stopped: 1 })
  expect(r.sandbox.ledger.uploads()).toEqual([])
  expect(r.sandbox.ledger.runs()).toEqual([])
})

// Would catch: a gone handle that is not noticed because the policy may not look at handles.
test('a policy that may not look at handles: the upload tells whether the handle was the reason', async () => {
  const r = await common({ faults: '403@metadata' })
  const jobs = [{ ...toFileJob(file('unseen', 60)), handle: 'Gone0000000000000055' }]
  const run = await r.start(jobs)
  await r.done(run)
  expect(await r.inOrder(run)).toMatchObject([{ state: 'finished', uploadId: expect.any(String) as string }])
})

// Would catch: thousands of files uploaded again because the workflow, and not their handle, is unknown.
test('a 404 that the handle is not the reason of refuses the job, as for any source', async () => {
  const r = await common()
  const uploads = r.sandbox.ledger.uploads().length
  const local = file('not gone', 50)
  const request = { connectionId: CONNECTION, workflowId: '00000000-0000-4000-8000-000000000000' }
  const jobs = [{ ...toFileJob(local), handle: 'Handle00000000000077' }]
  const run = await r.engine.createRun({ ...request, jobs })
  if (!run.ok) throw new Error(run.error.message)
  await r.done(run.data)
  expect(await r.inOrder(run.data)).toMatchObject([
    { state: 'rejected', handle: 'Handle00000000000077', error: { status: 404 } },
  ])
  expect(r.sandbox.ledger.uploads()).toHaveLength(uploads)
})

// Would catch: results and files offered as known that are others', of other bytes, or gone; and known ones missed.
test('known are finished results by what was asked for, and files by their bytes', async () => {
  const r = await common()
  const { reader } = r.journal
  const [first, copy, other] = [file('first', 4000), file('copy', 4000), file('other', 4000)]
  const gone = file('was there', 70)
  const run = await r.start([
    toFileJob(first),
    { source: { kind: 'url', url: 'https://example.com/known.jpg' }, sealed: null },
    { source: { kind: 'alias', alias: 'shop', path: 'a/b.jpg' }, sealed: null },
    { source: { kind: 'handle', handle: 'Handle00000000000123' }, sealed: null },
  ])
  await r.done(run)
  const id = await stored(r, gone, 'Gone0000000000000099')
  await r.journal.writer.changeUpload({ id, goneAt: 6 })
  const [job] = await r.inOrder(run)
  copyFileSync(first.path, copy.path)

  const source = (of: Exclude<Source, { kind: 'file' }>) => ({ kind: 'source', source: of }) as const
  const local = ({ path, bytes }: LocalFile) => ({ kind: 'file', path, size: bytes }) as const
  const items = [
    local(other),
    source({ kind: 'url', url: 'https://example.com/unknown.jpg' }),
    local(copy),
    source({ kind: 'url', url: 'https://example.com/known.jpg' }),
    local(gone),
    local(first),
    local({ path: '/nowhere', bytes: 4000, sha256: '' }),
    source({ kind: 'alias', alias: 'shop', path: 'a/b.jpg' }),
    source({ kind: 'handle', handle: 'Handle00000000000123' }),
    source({ kind: 'handle', handle: job?.handle ?? '' }),
  ]
  const there = { handle: job?.handle, filename: 'first', uploadedAt: expect.any(Number) as number }
  expect(await findExisting(reader, CONNECTION, MODERATION, items)).toEqual({
    results: [2, 3, 5, 7, 8, 9],
    unclear: [],
    underWay: [],
    files: [
      { index: 2, ...there },
      { index: 5, ...there },
    ],
  })
  expect((await findExisting(reader, CONNECTION, 'another workflow', items)).results).toEqual([])
  expect(await findExisting(reader, 'another', MODERATION, items)).toEqual({
    results: [],
    unclear: [],
    underWay: [],
    files: [],
  })

  writeFileSync(copy.path, Buffer.alloc(4000, 1))
  expect((await findExisting(reader, CONNECTION, MODERATION, [local(copy)])).files).toEqual([])
})
