import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { jpeg, png } from '#main/files/testing/media.ts'
import { createDownload } from '#main/filestack/download.ts'
import { createSigner } from '#main/filestack/security.ts'
import { createTestCredentials, NEVER_ABORTED } from '#main/filestack/testing/credentials.ts'
import { createFileAdder } from '#main/ipc/testing/add-file.ts'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import { ok } from '#shared/model/result.ts'
import { checkPicture } from './check-picture.ts'
import { openPicture } from './open-picture.ts'

const MODERATION = '67d273c3-249c-4192-b228-9c3e1d003963'
const WEBP = Buffer.from('RIFF\u0010\0\0\0WEBPVP8 ', 'latin1')

let harness: Awaited<ReturnType<typeof startHarness>>
let added: ReturnType<typeof createFileAdder>
beforeAll(async () => {
  const cleaning: (() => Promise<void> | void)[] = []
  harness = await startHarness((clean) => cleaning.push(clean))
  added = createFileAdder(harness)
  return async () => {
    for (const clean of cleaning.toReversed()) await clean()
  }
}, 60_000)

const look = (jobId: string) => harness.must('pictures.look', { jobId })
const open = async (jobId: string) => {
  const got = await harness.pictures.open(jobId, NEVER_ABORTED)
  if (got.ok && got.data.body instanceof Readable) got.data.body.destroy()
  return got
}

// Would catch: the picture of a handle fetched again at every look, without the security step, or by a billed request.
test('the picture of a handle comes from the CDN once, and its small copy is kept for every job on it', async () => {
  const source = { kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' } as const
  const [job] = await harness.run(MODERATION, [source])
  const jobId = job?.id ?? ''
  const { host } = new URL(harness.sandbox.url)
  expect(await look(jobId)).toEqual({ kind: 'obtainable', host })
  const size = { width: 320, height: 240, orientation: 1 }
  expect(await open(jobId)).toMatchObject({ ok: true, data: { type: 'image/png', size } })
  await harness.must('pictures.keep', { jobId, bytes: WEBP })
  expect(await look(jobId)).toEqual({ kind: 'kept', size })
  const [again] = await harness.run(MODERATION, [source])
  expect(await look(again?.id ?? '')).toEqual({ kind: 'kept', size })
  const started = harness.sandbox.ledger.runs().filter((run) => run.source === source.handle)
  expect(started.length).toBeLessThanOrEqual(2)
})

// Would catch: a page that plants a picture for a job, or any bytes at all under its name.
test('a copy is kept only of a picture that main has just opened', async () => {
  const [job] = await harness.run(MODERATION, [{ kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zx' }])
  const jobId = job?.id ?? ''
  const refused = { error: { code: 'files.noPicture' } }
  expect(await harness.ask('pictures.keep', { jobId, bytes: WEBP })).toMatchObject(refused)
  await open(jobId)
  expect(await harness.ask('pictures.keep', { jobId, bytes: Buffer.from('<html>') })).toMatchObject(refused)
  expect(await harness.ask('pictures.keep', { jobId, bytes: WEBP })).toMatchObject(refused)
  await open(jobId)
  await harness.must('pictures.keep', { jobId, bytes: null })
  expect(await look(jobId)).toMatchObject({ kind: 'none', error: { code: 'picture.damaged' } })
  expect(await harness.must('pictures.look', { jobId, again: true })).toMatchObject({ kind: 'obtainable' })
})

// Would catch: the picture of another version of a file shown for a job, or none although the service has the file.
test('a file is read while it is the one that the job had; after that its handle is', async () => {
  const file = await added('photo.jpg', jpeg(4000, 3000, 6))
  const [job] = await harness.run(MODERATION, [file.source])
  const jobId = job?.id ?? ''
  expect(await look(jobId)).toEqual({ kind: 'obtainable', host: null })
  expect(await open(jobId)).toMatchObject({
    data: { type: 'image/jpeg', size: { width: 4000, height: 3000, orientation: 6 } },
  })
  writeFileSync(file.path, 'something else')
  expect(await open(jobId)).toMatchObject({ data: { type: 'image/png' } })
  rmSync(file.path)
  expect(await open(jobId)).toMatchObject({ data: { type: 'image/png' } })
})

// Would catch: jobs of the Sandbox, which promises that nothing leaves this computer, that ask other hosts.
test('for a job of the Sandbox no link is fetched', async () => {
  const [job] = await harness.run(MODERATION, [{ kind: 'url', url: 'https://example.com/a.jpg' }])
  const jobId = job?.id ?? ''
  expect(await look(jobId)).toMatchObject({ kind: 'none', error: { code: 'picture.sandbox' } })
  expect(await open(jobId)).toMatchObject({ error: { code: 'picture.sandbox' } })
})

// Would catch: a page called .jpg handed to the window as a picture, or one decoded that fills its memory.
test.each([
  ['a page', Buffer.from('<html><script>1</script>'), 'picture.kind'],
  ['nothing', Buffer.alloc(0), 'picture.kind'],
  ['a picture that is cut off', jpeg(40, 30, 1).subarray(0, 20), 'picture.damaged'],
  ['a picture 30,000 px wide and high', png(30_000, 30_000), 'picture.tooManyPixels'],
  ['HEIC', Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'), 'picture.heic'],
])('%s is refused before anything decodes it', async (_what, bytes, code) => {
  expect(await checkPicture(bytes)).toMatchObject({ error: { code } })
})

// Would catch: 20 MB fetched for a picture of a few hundred px, or boxes placed in the px of the smaller copy.
test('of a large picture the CDN is asked for an upright copy, and the size stays that of the source', async () => {
  const asked: string[] = []
  const large = Buffer.concat([jpeg(6000, 4000, 6), Buffer.alloc(3_000_000)])
  const cdn = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.on('error', () => undefined)
    response.end(request.url?.includes('resize') === true ? jpeg(683, 1024, 1) : large)
  })
  await new Promise<void>((resolve) => void cdn.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void cdn.close())
  const url = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}`
  const place = { kind: 'handle', key: '', handle: 'Q3pVxN7ySdGh2kLmT8Zw', connectionId: '' } as const
  const services = {
    download: createDownload({}),
    fetchLink: async () => ok(new Uint8Array()),
    credentials: async () => ok(createTestCredentials(url, { kind: 'secret', appSecret: 'secret' })),
    signer: createSigner(),
    now: () => 0,
  }
  const got = await openPicture(place, services, NEVER_ABORTED)
  expect(got).toMatchObject({ data: { size: { width: 6000, height: 4000, orientation: 6 } } })
  expect(asked.map((path) => path.replace(/^\/security=p:[^/]+,s:[0-9a-f]{64}\//, ''))).toEqual([
    'Q3pVxN7ySdGh2kLmT8Zw',
    'rotate=deg:exif/resize=width:1024,height:1024,fit:max/Q3pVxN7ySdGh2kLmT8Zw',
  ])
  const policies = asked.map((path) => Buffer.from(/p:([^,]+)/.exec(path)?.[1] ?? '', 'base64url').toString())
  expect(policies.map((policy) => JSON.parse(policy))).toEqual([
    { expiry: 3600, call: ['read'], handle: 'Q3pVxN7ySdGh2kLmT8Zw' },
    { expiry: 3600, call: ['read', 'convert'], handle: 'Q3pVxN7ySdGh2kLmT8Zw' },
  ])
})
