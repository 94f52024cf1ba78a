import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { liveBytes } from '#main/lib/testing/live-bytes.ts'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import { toOutputFilePath, writeOutputFile } from '#main/storage/output-files.ts'
import { newJob, newRun, createScratchFolder } from '#main/storage/testing/journals.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import { fail, ok } from '#shared/model/result.ts'
import { createOutputFilePreview } from './output-file-preview.ts'
import { createResultStream } from './results.ts'
import { createOutputFileSaver } from './save-output-file.ts'

const THUMBNAILS = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1105'
const PICTURE = '/results/Small square'

let harness: Awaited<ReturnType<typeof startHarness>>
let jobId: string
const cleaning: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  harness = await startHarness((clean) => cleaning.push(clean))
  const [job] = await harness.run(THUMBNAILS, [{ kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' }])
  jobId = job?.id ?? ''
  return async () => {
    for (const clean of cleaning.toReversed()) await clean()
  }
}, 60_000)

/** A finished job of the Sandbox that holds these bytes. */
async function jobHolding(bytes: Uint8Array): Promise<string> {
  const { writer } = harness.journal
  const job = newJob(0, { state: 'started' })
  await writer.createRun(newRun(0, { connectionId: SANDBOX_ID, jobs: [job] }))
  const body = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  await writer.archive({ id: job.id, from: 'started', to: 'finished', patch: { body } }, bytes)
  return job.id
}

/** Gets the kept bytes as the page does. */
async function bodyKept(bytes: Uint8Array) {
  const id = await jobHolding(bytes)
  const stream = createResultStream(harness.journal.reader)
  return (range?: string) => {
    const url = `app://flowbench/results/${id}`
    return stream(new Request(url, range === undefined ? {} : { headers: { range } }), new URL(url))
  }
}

const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer())

// Would catch: a body that reaches the page cut, converted, or as a document that could run in it.
test.each([
  ['in the database', 10_000],
  ['in a file', 3_000_000],
])('a result %s arrives byte for byte, as data', async (_where, length) => {
  const bytes = Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 7) & 0xff))
  const get = await bodyKept(bytes)
  const answer = await get()
  expect((await bytesOf(answer)).equals(bytes)).toBe(true)
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-length': String(length),
    'content-type': 'application/octet-stream',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  })
})

// Would catch: a part of a result shown as received, although the rest of the file would tell that it was changed.
test('whoever asks for a range gets the whole result, which is checked', async () => {
  const bytes = Buffer.from(Uint8Array.from({ length: 1000 }, (_, index) => index & 0xff))
  const answer = await (await bodyKept(bytes))('bytes=0-9')
  expect([answer.status, answer.headers.get('accept-ranges')]).toEqual([200, 'none'])
  expect((await bytesOf(answer)).equals(bytes)).toBe(true)
})

// Would catch: a whole file read into memory while the page takes its time.
test('a large result is read as fast as the page takes it', async () => {
  const get = await bodyKept(new Uint8Array(20_000_000))
  const reader = (await get()).body?.getReader()
  const before = liveBytes()
  await reader?.read()
  expect(liveBytes() - before).toBeLessThan(5_000_000)
  await reader?.cancel()
})

// Would catch: an exception for a job that is not there.
test('a result that is not kept is not found', async () => {
  const stream = createResultStream(harness.journal.reader)
  const url = new URL('app://flowbench/results/nope')
  expect((await stream(new Request(url), url)).status).toBe(404)
})

const preview = (pointer: string, job = jobId): Promise<Response> => {
  const url = new URL(`app://flowbench/files/${job}?pointer=${encodeURIComponent(pointer)}`)
  return createOutputFilePreview({ find: harness.find, download: harness.download })(new Request(url), url)
}

// Would catch: a picture asked for without the security step (403), or handed on as something that can run.
test.each([PICTURE, `${PICTURE}/url`])('the picture at %s is shown', async (pointer) => {
  const answer = await preview(pointer)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';.* sandbox$/)
  expect((await bytesOf(answer)).subarray(1, 4).toString()).toBe('PNG')
})

// Would catch: main made to fetch from any address that a result names.
test.each(['/workflow', '/nope', '', '/status'])('the pointer %j leads to no file', async (pointer) => {
  expect((await preview(pointer)).status).toBe(404)
  expect((await preview(PICTURE, 'nope')).status).toBe(404)
})

/** A file server of a test: what it says, and how much of it comes. */
async function served(type: string, length: number, sent = length) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': type, 'content-length': length })
    response.write(Buffer.alloc(sent, 1))
    if (sent < length) response.socket?.end()
    else response.end()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/key/wf://w/j/h`
  return async () => ok({ url, name: 'file.bin' })
}

// Would catch: HTML or a huge picture let into the page by the name of a preview.
test.each([
  ['text/html', 100, 415],
  ['application/pdf', 100, 415],
  ['image/png', 33 * 1024 * 1024, 413],
])('a preview of %s with %d bytes is refused', async (type, length, status) => {
  const find = await served(type, length, 100)
  const url = new URL(`app://flowbench/files/1?pointer=/a`)
  expect(
    (await createOutputFilePreview({ find, download: harness.download })(new Request(url), url)).status,
  ).toBe(status)
})

// Would catch: a picture without an announced length that fills the memory of the page.
test('a preview that is longer than its limit is broken off', async () => {
  const body = Readable.from(
    (function* () {
      for (let chunk = 0; chunk < 40; chunk += 1) yield new Uint8Array(1024 * 1024)
    })(),
  )
  const url = new URL('app://flowbench/files/1?pointer=/a')
  const preview = createOutputFilePreview({
    find: async () => ok({ url: 'https://example.com/', name: 'a.png' }),
    download: async () => ok({ type: 'image/png', length: null, body }),
  })
  const answer = await preview(new Request(url), url)
  // Its length alone: a test that fails would print forty million bytes, and end by that.
  const length = answer.arrayBuffer().then(({ byteLength }) => byteLength)
  await expect(length).rejects.toThrow('the picture is too large')
})

// Would catch: a name of the service that becomes a path, a device or a link on the disk of the person.
test('the name offered for an output file has no path in it', async () => {
  const name = '../../auto\u202Estart.desktop'
  const file = {
    url: `${harness.sandbox.url}/${harness.sandbox.apiKey}/wf://w/j/file`,
    filename: name,
    mimetype: 'image/png',
  }
  const id = await jobHolding(Buffer.from(JSON.stringify({ results: { a: file } })))
  expect(await harness.find(id, '/results/a')).toMatchObject({
    ok: true,
    data: { name: '_.._autostart.desktop.bin' },
  })
})

// Would catch: a result that names a host of its own choice, fetched with our signature.
test('a file on another host is not fetched', async () => {
  const results = {
    a: { url: 'http://169.254.169.254/latest' },
    b: { url: `${harness.sandbox.url}.evil.example/x` },
  }
  const id = await jobHolding(Buffer.from(JSON.stringify({ results })))
  for (const pointer of ['/results/a', '/results/b']) {
    expect(await harness.find(id, pointer)).toEqual(fail(appError('file.notOurs')))
  }
})

// Would catch: a saved file that differs from the produced one, a name that is a path, half a file left behind.
test('an output file is saved under the name that the person gave, when it is complete', async () => {
  const folder = createScratchFolder(onTestFinished)
  harness.saving.path = join(folder, 'square.png')
  const saved = await harness.must('jobs.saveFile', { jobId, pointer: PICTURE })
  const bytes = readFileSync(harness.saving.path)
  expect(bytes.equals(await bytesOf(await preview(PICTURE)))).toBe(true)
  expect(saved).toEqual({ bytes: bytes.length })
  expect(harness.saving.suggested).toBe('Small square.png')
  expect(readdirSync(folder)).toEqual(['square.png'])
  harness.saving.path = null
  expect(await harness.must('jobs.saveFile', { jobId, pointer: PICTURE })).toBeNull()
})

// Would catch: half a file under a whole file's name.
test('a file that is incomplete, or cannot be written, leaves nothing on the disk', async () => {
  const folder = createScratchFolder(onTestFinished)
  const find = await served('image/png', 100_000, 500)
  const into = (path: string) =>
    createOutputFileSaver({ find, download: harness.download, askWhere: async () => path })('job', '/a')
  expect((await into(join(folder, 'a.png'))).ok).toBe(false)
  mkdirSync(join(folder, 'b.png'))
  expect((await into(join(folder, 'b.png'))).ok).toBe(false)
  expect((await into(join(folder, 'no/such/folder.png'))).ok).toBe(false)
  expect(readdirSync(folder)).toEqual(['b.png'])
})

// Would catch: a kept file shown from the service only, which forgets it after two days.
test('the kept copy of a file is shown and saved; without a copy, the file of the service is', async () => {
  const id = await jobHolding(
    Buffer.from(
      JSON.stringify({
        results: {
          a: {
            url: `${harness.sandbox.url}/${harness.sandbox.apiKey}/wf://w/j/gone`,
            mimetype: 'image/png',
            size: 4,
          },
        },
      }),
    ),
  )
  expect((await preview('/results/a', id)).status).toBe(502)
  const bytes = Buffer.from('PNG!')
  const written = await writeOutputFile(harness.folder, id, '/results/a', Readable.from([bytes]))
  const kept = { jobId: id, pointer: '/results/a', mimetype: 'image/png', ...written }
  await harness.journal.writer.recordOutputFile(kept)
  const answer = await preview('/results/a/url', id)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect((await bytesOf(answer)).equals(bytes)).toBe(true)
  rmSync(toOutputFilePath(harness.folder, id, '/results/a'))
  expect((await preview('/results/a', id)).status).toBe(502)
})

// Would catch: a look at a result that starts a billed job: the journal never heard of the jobs that previews started.
test('no request is sent for the preview or the save of a path that is no output file', async () => {
  const { url, apiKey, ledger } = harness.sandbox
  const attack = `${url}/${apiKey}/run_workflow=id:${THUMBNAILS}/Q3pVxN7ySdGh2kLmT8Zw`
  const results = { shown: { url: attack, mimetype: 'image/png', size: 4 }, bare: attack }
  const id = await jobHolding(Buffer.from(JSON.stringify({ results })))
  const before = [ledger.runs().length, ledger.seen]
  for (const pointer of ['/results/shown', '/results/shown/url', '/results/bare']) {
    expect((await preview(pointer, id)).status).toBe(404)
    expect(await harness.ask('jobs.saveFile', { jobId: id, pointer })).toEqual(fail(appError('file.notOurs')))
  }
  expect([ledger.runs().length, ledger.seen]).toEqual(before)
  // The door holds by itself, whoever signed the link.
  expect(await harness.download(attack)).toEqual(fail(appError('file.notOurs')))
  expect(ledger.seen).toBe(before[1])
})
