import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import { DEFAULT_HOSTS, DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import type { SavedView } from '#shared/model/saved-view.ts'
import { pack } from '#shared/ipc/packed.ts'

const POLICY = Buffer.from('{"expiry":1900000000,"call":["read"]}').toString('base64')
const SIGNATURE = 'c0ffee12'.repeat(8)
const PRESIGNED = `https://bucket.example.com/a.jpg?X-Amz-Signature=${SIGNATURE}`

const connection = {
  name: 'Shop',
  apiKey: 'At39kDB2eTYCbxuESgayWs',
  production: false,
  colour: 'blue',
  hosts: DEFAULT_HOSTS,
  sourceEncoding: 'percent',
  store: DEFAULT_STORE,
  limits: DEFAULT_LIMITS,
  secretParameters: [],
  security: { kind: 'none' },
} as const

// Would catch: a secret that was pasted into a field beside its own, and is kept in clear there.
test('a secret in a field that is kept in clear is refused and not kept', async () => {
  const harness = await startHarness(onTestFinished)
  const { appSecret } = harness.sandbox
  const sources = pack([{ kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' } as const])
  for (const secret of [appSecret, ` x${appSecret}`, POLICY, SIGNATURE]) {
    const refused = { ok: false, error: { code: 'secret.misplaced' } }
    const workflow = { connectionId: SANDBOX_ID, id: 'w', name: secret }
    expect(await harness.ask('workflows.save', workflow)).toMatchObject(refused)
    const view: SavedView = {
      id: 'v',
      name: 'v',
      query: `source:"${secret}"`,
      order: 'newest',
      columns: [],
      sort: null,
    }
    for (const shown of [view, { ...view, query: '', name: secret.slice(0, 80) }])
      expect(await harness.ask('views.keep', { views: [shown] })).toMatchObject(refused)
    expect(await harness.ask('workflows.save', { ...workflow, id: secret, name: 'w' })).toMatchObject(refused)
    const run = { connectionId: SANDBOX_ID, workflowId: secret, sources }
    expect(await harness.ask('runs.create', run)).toMatchObject(refused)
    expect(await harness.ask('runs.create', { ...run, workflowId: 'w', name: secret })).toMatchObject(refused)
    expect(await harness.ask('runs.rename', { runId: 'r', name: secret })).toMatchObject(refused)
    for (const field of [{ name: secret }, { store: { ...DEFAULT_STORE, path: secret } }])
      expect(await harness.ask('connections.save', { ...connection, ...field })).toMatchObject(refused)
  }
  expect(harness.sandbox.ledger.runs()).toEqual([])
  const files = readdirSync(harness.folder, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  )
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name)).toString('latin1')
    for (const secret of [appSecret, POLICY, SIGNATURE]) expect(text).not.toContain(secret)
  }
})

// Would catch: a secret in the middle of a pasted line, which is no source and is shown so that the person finds it.
test('the page is told of lines that hold a secret, wherever it stands in them', async () => {
  const harness = await startHarness(onTestFinished)
  const words = ['no secret', `x${harness.sandbox.appSecret} and more`, harness.sandbox.appSecret]
  expect(await harness.must('connections.screen', { words })).toEqual([1, 2])
})

// Would catch: a list without a header, whose first row becomes the names of the labels, signed link and all.
test('a signed link in the name or the value of a label is kept shortened', async () => {
  const harness = await startHarness(onTestFinished)
  const labels = { [PRESIGNED]: 'front', back: PRESIGNED }
  await harness.must('runs.create', {
    connectionId: SANDBOX_ID,
    workflowId: '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101',
    sources: pack([{ kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' }]),
    labels: pack([labels]),
  })
  const { jobs } = await harness.must('jobs.page', { filter: {}, before: null, limit: 1 })
  const short = 'https://bucket.example.com/a.jpg?…'
  expect(jobs[0]?.labels).toEqual({ [short]: 'front', back: short })
  for (const file of readdirSync(harness.folder, { recursive: true, withFileTypes: true }))
    if (file.isFile())
      expect(readFileSync(join(file.parentPath, file.name)).toString('latin1')).not.toContain(SIGNATURE)
})

// Would catch: a name that was said on one connection and that the sealing, the redactor or the answers do not know.
test('a link whose parameter a connection names is kept as ciphertext only, and is sent whole', async () => {
  const harness = await startHarness(onTestFinished)
  const link = 'https://dam.example.com/a.jpg?size=2&grant-7=PLANTEDGRANT'
  await harness.must('connections.save', { ...connection, name: 'Archive', secretParameters: ['Grant-7'] })
  const [job] = await harness.run('5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101', [{ kind: 'url', url: link }])
  expect(harness.sandbox.ledger.runs().map(({ source }) => source)).toEqual([link])
  expect(job?.source).toEqual({ kind: 'url', url: 'https://dam.example.com/a.jpg?…', sealed: true })
  await harness.must('clipboard.write', { text: `see ${link}` })
  expect(harness.clipboard.at(-1)).toBe('see https://dam.example.com/a.jpg?…')
  const files = readdirSync(harness.folder, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  )
  for (const file of files)
    expect(readFileSync(join(file.parentPath, file.name)).toString('latin1')).not.toContain('PLANTEDGRANT')
})

// Would catch: a presigned link that the built-in Sandbox or the result keeps in clear.
test('a presigned source run on the Sandbox leaves what signs it in no result', async () => {
  const harness = await startHarness(onTestFinished)
  const [job] = await harness.run('5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101', [{ kind: 'url', url: PRESIGNED }])
  expect(harness.sandbox.ledger.runs().map(({ source }) => source)).toEqual([PRESIGNED])
  const body = Buffer.from(harness.sandbox.bodyOf(job?.remoteJobId ?? '') ?? '').toString()
  expect(body).toContain('https://bucket.example.com/a.jpg?…')
  expect(body).not.toContain(SIGNATURE)
  const files = readdirSync(harness.folder, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  )
  for (const file of files)
    expect(readFileSync(join(file.parentPath, file.name)).toString('latin1')).not.toContain(SIGNATURE)
})
