import { rmSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { png } from '#main/files/testing/media.ts'
import { createFileAdder } from '#main/ipc/testing/add-file.ts'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import { pack } from '#shared/ipc/packed.ts'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'

const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'
const SECRET = 'PLANTEDSECRETWORDOFTHEAPP3'

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

// Would catch: a run of files that uploads other bytes, loses its labels, or sends before the handle is there.
test('a file is uploaded and run on its handle, labels and order kept', async () => {
  const [a, b] = [await added('a.png', png(2, 2)), await added('b 🙂.png', png(3, 3))]
  const labels = [{ sku: 'A-1', 'product name': 'Red' }, null, { sku: 'A-3' }]
  const sources = [a.source, { kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' } as const, b.source]
  const { id } = await harness.must('runs.create', {
    connectionId: SANDBOX_ID,
    workflowId: MODERATION,
    sources: pack(sources),
    labels: pack(labels),
  })
  const jobs = await harness.ended(id)
  expect(jobs.map(({ state }) => state)).toEqual(['finished', 'finished', 'finished'])
  expect(jobs.map(({ source }) => source)).toMatchObject([
    { kind: 'file', path: a.path },
    { kind: 'handle' },
    { kind: 'file', path: b.path },
  ])
  expect(jobs.map((job) => job.labels)).toEqual([labels[0], {}, labels[2]])
  const sent = harness.sandbox.ledger.runs().slice(-3)
  expect(new Set(sent.map(({ source }) => source))).toEqual(
    new Set([jobs[0]?.handle, jobs[2]?.handle, 'Q3pVxN7ySdGh2kLmT8Zw']),
  )
})

// Would catch: bytes uploaded (and results paid for) twice, or a result called known that is another's.
test('earlier uploads and results are found; a file with a handle is not uploaded', async () => {
  const first = await added('known.png', png(40, 40))
  const plan = { connectionId: SANDBOX_ID, workflowId: MODERATION }
  expect(await harness.must('runs.findExisting', { ...plan, sources: pack([first.source]) })).toEqual({
    results: [],
    unclear: [],
    underWay: [],
    files: [],
  })
  const [job] = await harness.run(MODERATION, [first.source])
  const copy = await added('copy of known.png', png(40, 40))
  const signed = 'https://b.example/a.png?X-Amz-Signature=0123456789abcdef'
  await harness.run(MODERATION, [{ kind: 'url', url: signed }])
  const sources = [
    { kind: 'url', url: 'https://example.com/never.png' } as const,
    { kind: 'url', url: signed } as const,
    copy.source,
  ]
  const known = await harness.must('runs.findExisting', { ...plan, sources: pack(sources) })
  expect(known).toMatchObject({
    results: [2],
    files: [{ index: 2, handle: job?.handle, filename: 'known.png' }],
  })
  const reused = { ...copy.source, handle: job?.handle ?? '' }
  const preview = await harness.must('runs.preview', { ...plan, sources: [reused, first.source], total: 2 })
  expect(preview.uploads).toEqual({ files: 1, bytes: first.size })
  expect(preview.requests).toHaveLength(1)
  expect(preview.requests[0]).toContain(job?.handle)
  const [again] = await harness.run(MODERATION, [reused])
  expect([again?.state, again?.uploadId, again?.handle]).toEqual(['finished', null, job?.handle])
})

// Would catch: a failed upload that cannot be tried again from the page, or a request shown for a file without a handle.
test('an upload that failed is tried again; the request is shown when the file has its handle', async () => {
  const file = await added('came back.png', png(5, 5))
  rmSync(file.path)
  const plan = { connectionId: SANDBOX_ID, workflowId: MODERATION, sources: pack([file.source]) }
  const { id } = await harness.must('runs.create', plan)
  const [failed] = await harness.ended(id)
  const jobId = failed?.id ?? ''
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'upload.vanished' } })
  expect(await harness.must('runs.uploadProgress', { runId: id })).toMatchObject({
    files: { stored: 0, failed: 1, total: 1 },
  })
  expect(await harness.ask('jobs.requestPreview', { jobId })).toMatchObject({
    error: { code: 'source.noHandleYet' },
  })
  for (const refused of [
    await harness.ask('jobs.holdUpload', { jobId, held: true }),
    await harness.ask('jobs.stop', { jobId }),
  ])
    expect(refused).toMatchObject({ error: { code: 'job.notAllowed' } })

  writeFileSync(file.path, png(5, 5))
  expect(await harness.must('jobs.requeue', { jobId })).toMatchObject({ state: 'queued', error: null })
  const [job] = await harness.ended(id)
  expect(job?.state).toBe('finished')
  expect((await harness.must('jobs.requestPreview', { jobId })).run).toContain(job?.handle)
  expect(await harness.must('runs.uploadProgress', { runId: id })).toMatchObject({
    files: { stored: 1, failed: 0, total: 1 },
  })
})

// Would catch: a request spent under a policy that lets no file in.
test('a policy without pick and store blocks a run of files, not one of handles', async () => {
  const policy = { expiry: 4_000_000_000, call: ['read', 'convert', 'runWorkflow'] }
  const { id } = await harness.must('connections.save', {
    name: 'Mine',
    apiKey: 'AownKeyOwnKeyOwnKeyOwz',
    production: false,
    colour: 'blue',
    hosts: { cdn: harness.sandbox.url, api: harness.sandbox.url, upload: harness.sandbox.url },
    sourceEncoding: 'percent',
    security: {
      kind: 'policy',
      policy: Buffer.from(JSON.stringify(policy)).toString('base64'),
      signature: 'ab'.repeat(32),
    },
    store: DEFAULT_STORE,
    limits: DEFAULT_LIMITS,
  })
  const file = await added('blocked.png', png(1, 1))
  const handle = { kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' } as const
  const blockedBy = async (source: typeof file.source | typeof handle) => {
    const plan = { connectionId: id, workflowId: MODERATION, sources: [source], total: 1 }
    return (await harness.must('runs.preview', plan)).blocked?.code ?? null
  }
  expect([await blockedBy(file.source), await blockedBy(handle)]).toEqual(['policy.missingCall', null])
})

// Would catch: a secret or a signed link stored in clear because it stood in a column beside the source.
test('labels are screened: a secret stops the run, a signed link is cut', async () => {
  await harness.must('connections.save', {
    name: 'Secret',
    apiKey: 'BownKeyOwnKeyOwnKeyOwz',
    production: false,
    colour: 'blue',
    hosts: { cdn: harness.sandbox.url, api: harness.sandbox.url, upload: harness.sandbox.url },
    sourceEncoding: 'percent',
    security: { kind: 'secret', appSecret: SECRET },
    store: DEFAULT_STORE,
    limits: DEFAULT_LIMITS,
  })
  const handle = { kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' } as const
  const create = (label: string) =>
    harness.ask('runs.create', {
      connectionId: SANDBOX_ID,
      workflowId: MODERATION,
      sources: pack([handle, handle]),
      labels: pack([null, { note: label }]),
    })
  expect(await create(`x ${SECRET}`)).toMatchObject({
    error: { code: 'list.labelIsSecret', message: expect.stringMatching(/“note” of line 2/) },
  })
  const run = await create('https://b.example/a.png?X-Amz-Signature=0123456789abcdef')
  const [, job] = run.ok ? await harness.ended(run.data.id) : []
  expect(job?.labels).toEqual({ note: 'https://b.example/a.png?…' })
})
