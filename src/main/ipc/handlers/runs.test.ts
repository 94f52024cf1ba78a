import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import { pack } from '#shared/ipc/packed.ts'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import { DEFAULT_HOSTS, SANDBOX_ID, type SecurityInput } from '#shared/model/connection.ts'

const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'
const HANDLE = { kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' } as const
const SIGNED = 'https://bucket.s3.amazonaws.com/a.png?X-Amz-Signature=plantedsignature0123456789'
const SECRET = 'PLANTEDSECRETWORDOFTHEAPP2'

let harness: Awaited<ReturnType<typeof startHarness>>
const cleaning: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  harness = await startHarness((clean) => cleaning.push(clean))
  return async () => {
    for (const clean of cleaning.toReversed()) await clean()
  }
}, 60_000)

async function connectionWith(security: SecurityInput): Promise<string> {
  const { id } = await harness.must('connections.save', {
    name: 'Mine',
    apiKey: 'AownKeyOwnKeyOwnKeyOwz',
    production: false,
    colour: 'blue',
    hosts: { cdn: harness.sandbox.url, api: harness.sandbox.url, upload: harness.sandbox.url },
    sourceEncoding: 'percent',
    security,
    store: DEFAULT_STORE,
    limits: DEFAULT_LIMITS,
  })
  return id
}

const preview = (connectionId: string, workflowId: string, total = 1) =>
  harness.must('runs.preview', { connectionId, workflowId, sources: total === 0 ? [] : [HANDLE], total })

// Would catch: a source form that the service does not get as it was meant, or a body that is not the service's.
test('the three forms run, and the copies are the bytes received', async () => {
  const jobs = await harness.run(MODERATION, [
    HANDLE,
    { kind: 'url', url: 'https://example.com/photos/harbour-at-dawn.jpg' },
    { kind: 'alias', alias: 'catalogue', path: 'shoes/red-sneaker.png' },
  ])
  expect(jobs.map(({ state }) => state)).toEqual(['finished', 'finished', 'finished'])
  const [first] = jobs
  const body = new TextDecoder().decode(harness.sandbox.bodyOf(first?.remoteJobId ?? '') ?? undefined)
  await harness.must('jobs.copy', { jobId: first?.id ?? '', as: 'raw' })
  expect(harness.clipboard.at(-1)).toBe(body)
  await harness.must('jobs.copy', { jobId: first?.id ?? '', as: 'json' })
  expect(harness.clipboard.at(-1)).toBe(JSON.stringify(JSON.parse(body), null, 2))
  await harness.must('jobs.copy', { jobId: first?.id ?? '', as: 'raw', pointer: '/jobid' })
  expect(harness.clipboard.at(-1)).toBe(`"${first?.remoteJobId}"`)
  expect(
    await harness.ask('jobs.copy', { jobId: first?.id ?? '', as: 'raw', pointer: '/nope' }),
  ).toMatchObject({
    error: { code: 'job.noNode' },
  })
})

// Would catch: a large body, which is cut in another thread, copied otherwise than a small one, or by main itself.
test('a large result is copied as a small one is', async () => {
  harness.sandbox.setFaults('big:1MB:1')
  const [job] = await harness.run(MODERATION, [HANDLE])
  harness.sandbox.setFaults('')
  const jobId = job?.id ?? ''
  const body = new TextDecoder().decode(harness.sandbox.bodyOf(job?.remoteJobId ?? '') ?? undefined)
  await harness.must('jobs.copy', { jobId, as: 'raw' })
  expect(harness.clipboard.at(-1)).toBe(body)
  await harness.must('jobs.copy', { jobId, as: 'json' })
  expect(harness.clipboard.at(-1)).toBe(JSON.stringify(JSON.parse(body), null, 2))
  await harness.must('jobs.copy', { jobId, as: 'raw', pointer: '/jobid' })
  expect(harness.clipboard.at(-1)).toBe(`"${job?.remoteJobId}"`)
  expect(await harness.ask('jobs.copy', { jobId, as: 'json', pointer: '/nope' })).toMatchObject({
    error: { code: 'job.noNode' },
  })
  expect(harness.resultThreads()).toBe(1)
  // The slow one, then a quick one: the clipboard holds what was asked for last.
  const both = [
    harness.must('jobs.copy', { jobId, as: 'json' }),
    harness.must('jobs.copy', { jobId, as: 'raw' }),
  ]
  await Promise.all(both)
  expect(harness.clipboard.at(-1) === body).toBe(true)
  rmSync(join(harness.folder, 'bodies'), { recursive: true })
  for (const pointer of ['', '/jobid']) {
    expect(await harness.ask('jobs.copy', { jobId, as: 'json', pointer })).toMatchObject({
      error: { code: 'job.noResult' },
    })
  }
})

// Would catch: a presigned link in the history, on the screen, or sent without its signature.
test('a signed link is sent whole and kept only as ciphertext', async () => {
  const [job] = await harness.run(MODERATION, [{ kind: 'url', url: SIGNED }])
  expect(job?.state).toBe('finished')
  expect(harness.sandbox.ledger.runs().at(-1)?.source).toBe(SIGNED)
  expect(job?.source).toEqual({ kind: 'url', url: 'https://bucket.s3.amazonaws.com/a.png?…', sealed: true })
  const shown = await harness.must('jobs.requestPreview', { jobId: job?.id ?? '' })
  expect(shown.run).toContain('security=p:…,s:…/run_workflow=id:')
  const { requests } = await harness.must('runs.preview', {
    connectionId: SANDBOX_ID,
    workflowId: MODERATION,
    sources: [{ kind: 'url', url: SIGNED }],
    total: 1,
  })
  const files = readdirSync(harness.folder, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  )
  // All but the service's body, which is kept as received.
  const disk = files
    .filter(({ name }) => !name.startsWith('journal'))
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
  expect(JSON.stringify([job, shown, requests, disk])).not.toContain('plantedsignature')
})

// Would catch: a secret or a key pasted among the sources that is sent, billed, and kept in the history.
test('a secret or a key among the sources stops the run before anything is sent', async () => {
  await connectionWith({ kind: 'secret', appSecret: SECRET })
  const sent = harness.sandbox.ledger.runs().length
  const create = (source: Parameters<typeof harness.run>[1][number]) =>
    harness.ask('runs.create', {
      connectionId: SANDBOX_ID,
      workflowId: MODERATION,
      sources: pack([HANDLE, source]),
    })
  expect(await create({ kind: 'handle', handle: SECRET })).toMatchObject({
    error: { code: 'source.isSecret', message: expect.stringContaining('Line 2') },
  })
  expect(await create({ kind: 'url', url: `https://example.com/?x=${SECRET}` })).toMatchObject({
    error: { code: 'source.isSecret' },
  })
  expect(await create({ kind: 'handle', handle: 'AownKeyOwnKeyOwnKeyOwz' })).toMatchObject({
    error: { code: 'source.isKey' },
  })
  expect(await harness.must('connections.screen', { words: [HANDLE.handle, SECRET] })).toEqual([1])
  expect(harness.sandbox.ledger.runs().length).toBe(sent)
})

// Would catch: a CDN URL kept in the history with the policy and signature it was pasted with.
test('the security step of a CDN URL is removed', async () => {
  const bare = `${DEFAULT_HOSTS.cdn}/resize=width:100/Q3pVxN7ySdGh2kLmT8Zw`
  const pasted = bare.replace(
    '/resize',
    `/security=p:eyJleHBpcnkiOjE1Nzc4OTk4MDB9,s:${'ab'.repeat(32)}/resize`,
  )
  const [job] = await harness.run(MODERATION, [{ kind: 'url', url: pasted }])
  expect(job?.source).toEqual({ kind: 'url', url: bare })
  expect(harness.sandbox.ledger.runs().at(-1)?.source).toBe(bare)
})

// Would catch: a request spent on what can be known before: an ended policy, an id that is none, nothing to run on.
test.each([
  ['an ended policy', { expiry: 1_577_899_800 }, MODERATION, 1, 'policy.expired'],
  [
    'a policy without the calls',
    { expiry: 4_000_000_000, call: ['read'] },
    MODERATION,
    1,
    'policy.missingCall',
  ],
  ['an id with a space', null, `${MODERATION} x`, 1, 'workflow.invalidId'],
  ['no id', null, ' ', 1, 'workflow.missing'],
  ['no sources', null, MODERATION, 0, 'source.none'],
])('%s blocks the run', async (_what, policy, workflowId, total, code) => {
  const id =
    policy === null
      ? SANDBOX_ID
      : await connectionWith({
          kind: 'policy',
          policy: Buffer.from(JSON.stringify(policy)).toString('base64'),
          signature: 'ab'.repeat(32),
        })
  const { blocked, policyExpiry } = await preview(id, workflowId, total)
  expect(blocked?.code).toBe(code)
  if (code === 'policy.expired') {
    expect(blocked?.message).toContain('1 January 2020')
    expect(policyExpiry).toBe(1_577_899_800)
  }
  const sources = total === 0 ? [] : [HANDLE]
  const sent = harness.sandbox.ledger.runs().length
  expect(
    await harness.ask('runs.create', { connectionId: id, workflowId, sources: pack(sources) }),
  ).toMatchObject({
    error: { code },
  })
  expect(harness.sandbox.ledger.runs().length).toBe(sent)
})

// Would catch: a warning that blocks, or a strip that does not say how long jobs usually take.
test('an unusual id gives a warning; the usual duration comes from earlier jobs', async () => {
  const unusual = await preview(SANDBOX_ID, 'my-workflow')
  expect([unusual.blocked, unusual.warnings.map(({ code }) => code)]).toEqual([null, ['workflow.unusualId']])
  expect(unusual.usualMs).toBeNull()
  await harness.run(MODERATION, [HANDLE])
  expect((await preview(SANDBOX_ID, MODERATION)).usualMs).toBeGreaterThan(0)
})

// Would catch: a test that says a connection works though it does not, or that does not say what it could not prove.
test('the test of a connection says what it proved and what it did not', async () => {
  const outcomes = async (id: string, handle?: string) => {
    const { steps } = await harness.must('connections.test', {
      id,
      ...(handle === undefined ? {} : { handle }),
    })
    return Object.fromEntries(steps.map(({ name, outcome }) => [name, outcome]))
  }
  const [proved, failed, notProved] = ['proved', 'failed', 'notProved']
  const allProved = { reach: proved, key: notProved, security: proved, handle: proved }
  expect(await outcomes(SANDBOX_ID, HANDLE.handle)).toEqual(allProved)
  expect(await outcomes(SANDBOX_ID)).toEqual(allProved)
  expect(await outcomes(SANDBOX_ID, `Gone${'x'.repeat(16)}`)).toMatchObject({ reach: proved, handle: failed })
  const wrong = await connectionWith({ kind: 'secret', appSecret: 'a wrong secret of an app' })
  expect(await outcomes(wrong, HANDLE.handle)).toMatchObject({ reach: proved, security: failed })
  // Nothing was run on with it: the status of a job that cannot exist, by a key that is not known.
  expect(await outcomes(wrong)).toMatchObject({ reach: proved, key: failed, handle: notProved })
  const ended = await connectionWith({
    kind: 'policy',
    policy: Buffer.from('{"expiry":1577899800}').toString('base64'),
    signature: 'ab'.repeat(32),
  })
  expect(await outcomes(ended)).toEqual({
    reach: notProved,
    key: notProved,
    security: failed,
    handle: notProved,
  })
})

// Would catch: a name or a row of the list that is lost on the way, something billed that was known, or no sheet where nothing is new.
test('the sheet of a list has all its rows, also when none of them is new', async () => {
  const about = { connectionId: SANDBOX_ID, workflowId: MODERATION, name: 'shop.csv' }
  const sources = ['sheetKnownKnownKnow1', 'sheetNewNewNewNewNew'].map(
    (handle) => ({ kind: 'handle', handle }) as const,
  )
  await harness.run(MODERATION, sources.slice(0, 1))
  const sent = harness.sandbox.ledger.runs().length
  const packed = pack(sources)
  const labels = pack([{ SKU: 'A1' }, { SKU: 'A2' }])
  const run = await harness.must('runs.create', { ...about, sources: packed, labels, known: [0] })
  await harness.ended(run.id)
  expect(harness.sandbox.ledger.runs()).toHaveLength(sent + 1)
  harness.saving.path = join(harness.folder, 'whole.csv')
  expect(await harness.must('runs.export', { runId: run.id, as: 'csv' })).toEqual({ rows: 2 })
  expect(harness.saving.suggested).toMatch(/^shop \d{4}-\d\d-\d\d\.csv$/)
  const rowsOf = (): string[] =>
    readFileSync(join(harness.folder, 'whole.csv'), 'utf8').trimEnd().split('\r\n').slice(1)
  expect(rowsOf()).toEqual([expect.stringMatching(/^A1,.*Finished/), expect.stringMatching(/^A2,.*Finished/)])
  const first = rowsOf()
  const again = await harness.must('runs.exportKnown', { ...about, sources: packed, labels, as: 'csv' })
  expect(again).toEqual({ rows: 2 })
  expect(rowsOf()).toEqual(first)
  expect((await harness.must('runs.rename', { runId: run.id, name: ' Spring ' })).name).toBe('Spring')
  const [named] = await harness.must('runs.list', { active: false, limit: 1 })
  expect(named).toMatchObject({ id: run.id, name: 'Spring' })
  expect(await harness.must('runs.list', { active: false, limit: 1, before: run.id })).not.toMatchObject([
    { id: run.id },
  ])
})

// Would catch: a row that is billed a second time, or lost, because another row has its source; one known before, too.
test('rows with the same source are one job, and each row is in the sheet', async () => {
  const [known, shared] = ['sharedKnownKnownKno1', 'sharedNewNewNewNewNe'].map(
    (handle) => ({ kind: 'handle', handle }) as const,
  )
  if (known === undefined || shared === undefined) throw new Error('no sources')
  await harness.run(MODERATION, [known])
  const sent = harness.sandbox.ledger.runs().length
  const run = await harness.must('runs.create', {
    connectionId: SANDBOX_ID,
    workflowId: MODERATION,
    sources: pack([shared, known, shared, known]),
    labels: pack([{ SKU: 'A1' }, { SKU: 'A2' }, { SKU: 'A3' }, { SKU: 'A4' }]),
    known: [1],
    duplicates: [2, 3],
  })
  await harness.ended(run.id)
  expect(run.total).toBe(1)
  expect(harness.sandbox.ledger.runs()).toHaveLength(sent + 1)
  harness.saving.path = join(harness.folder, 'shared.csv')
  expect(await harness.must('runs.export', { runId: run.id, as: 'csv' })).toEqual({ rows: 4 })
  const rows = readFileSync(harness.saving.path, 'utf8').trimEnd().split('\r\n').slice(1)
  expect(rows).toEqual([
    expect.stringMatching(/^A1,sharedNew.*Finished/),
    expect.stringMatching(/^A2,sharedKnown.*Finished/),
    expect.stringMatching(/^A3,sharedNew.*Finished/),
    expect.stringMatching(/^A4,sharedKnown.*Finished/),
  ])
})
