import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import completed from '#shared/fixtures/multipart.complete.response.workflows.json' with { type: 'json' }
import part from '#shared/fixtures/multipart.upload.response.json' with { type: 'json' }
import start from '#shared/fixtures/multipart.start.response.json' with { type: 'json' }
import type { Sandbox } from './index.ts'
import { signPolicy } from './security.ts'
import { createFakeClock, runJob, startTestSandbox, START_MS } from './testing/start.ts'
import { TAGGING } from './workflows.ts'

const MIB = 1024 * 1024
const STORE = { location: 's3' }
/** Two parts: one of the least length, one shorter. */
const FILE = randomBytes(5 * MIB + 1234)
const CHUNKS = [FILE.subarray(0, 5 * MIB), FILE.subarray(5 * MIB)]
const ABOUT = { filename: 'Große Datei 😀.jpg', mimetype: 'image/jpeg', size: FILE.length }

type Body = Readonly<Record<string, unknown>>
interface Answer {
  readonly status: number
  readonly body: Body
}

async function post(url: string, body: unknown): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Filestack-Upload-Region': 'sandbox-1' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Body) }
}

async function begin(sandbox: Sandbox, more: Body = {}): Promise<Answer> {
  return await post(`${sandbox.url}/multipart/start`, {
    apikey: sandbox.apiKey,
    ...ABOUT,
    store: STORE,
    ...more,
  })
}

/** What every call after the start repeats. */
async function begun(sandbox: Sandbox): Promise<Body> {
  const { uri, region, upload_id } = (await begin(sandbox)).body
  return { apikey: sandbox.apiKey, uri, region, upload_id, store: STORE }
}

const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('base64')

interface PartGrant {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

async function ask(sandbox: Sandbox, upload: Body, number: number, bytes: Uint8Array): Promise<PartGrant> {
  const asked = { ...upload, part: number, size: bytes.length, md5: md5Of(bytes) }
  return (await post(`${sandbox.url}/multipart/upload`, asked)).body as unknown as PartGrant
}

async function put({ url, headers }: PartGrant, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  return await fetch(url, { method: 'PUT', headers, body })
}

/** Sends both parts and gives the list for the last call. */
async function sendAll(
  sandbox: Sandbox,
  upload: Body,
): Promise<{ part_number: number; etag: string | null }[]> {
  const parts = []
  for (const [index, bytes] of CHUNKS.entries()) {
    const answer = await put(await ask(sandbox, upload, index + 1, bytes), bytes)
    parts.push({ part_number: index + 1, etag: answer.headers.get('etag') })
  }
  return parts
}

async function finish(sandbox: Sandbox, upload: Body, parts: unknown, more: Body = {}): Promise<Answer[]> {
  const answers: Answer[] = []
  do answers.push(await post(`${sandbox.url}/multipart/complete`, { ...upload, ...ABOUT, parts, ...more }))
  while (answers.at(-1)?.status === 202)
  return answers
}

describe('the multipart protocol', () => {
  // Would catch: a file that arrives changed, or an answer of another shape.
  it('a file arrives byte for byte, and every answer has the published shape', async () => {
    const sandbox = await startTestSandbox()
    const started = await begin(sandbox)
    expect(Object.keys(started.body)).toEqual(expect.arrayContaining(Object.keys(start)))
    expect(started.body['location_url']).toBe(sandbox.url)
    const upload = await begun(sandbox)
    const grant = await ask(sandbox, upload, 1, FILE.subarray(0, 5 * MIB))
    expect(Object.keys(grant).toSorted()).toEqual(Object.keys(part).toSorted())
    expect(Object.keys(grant.headers)).toEqual(Object.keys(part.headers))
    const parts = await sendAll(sandbox, upload)
    expect(parts[0]?.etag).toMatch(/^"[0-9a-f]{32}"$/)
    const store = { ...STORE, container: 'in', path: 'x/', workflows: [TAGGING.id] }
    const answers = await finish(sandbox, upload, parts, { store })
    expect(answers.slice(0, 2).map(({ status }) => status)).toEqual([202, 202])
    const { status, body } = answers.at(-1) ?? { status: 0, body: {} }
    const { upload_tags: _, ...published } = completed
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(expect.arrayContaining(Object.keys(published)))
    expect(body).toMatchObject({ ...ABOUT, status: 'Stored', container: 'in' })
    const handle = String(body['handle'])
    expect(handle).toMatch(/^[A-Za-z0-9]{20}$/)
    expect(body['url']).toBe(`${sandbox.url}/${handle}`)
    const sha256 = createHash('sha256').update(FILE).digest('hex')
    expect(sandbox.ledger.uploads()).toMatchObject([{ handle, sha256, size: FILE.length }])
    const [run] = sandbox.ledger.runs()
    expect(run).toMatchObject({ source: handle, workflow: TAGGING.id, endpoint: 'upload-complete' })
    expect(body['workflows']).toEqual({ [TAGGING.id]: { jobid: run?.jobid } })
    const metadata = await (await fetch(`${sandbox.url}/api/file/${handle}/metadata`)).json()
    expect(metadata).toMatchObject(ABOUT)
    expect((await runJob(sandbox, handle)).sources).toEqual([handle])
  }, 20_000)

  // Would catch: a repetition that costs twice.
  it('a repeated complete call makes no second file and starts no workflow again', async () => {
    const sandbox = await startTestSandbox()
    const upload = await begun(sandbox)
    const parts = await sendAll(sandbox, upload)
    const more = { store: { ...STORE, workflows: [TAGGING.id] } }
    const first = (await finish(sandbox, upload, parts, more)).at(-1)
    expect((await finish(sandbox, upload, parts, more)).at(-1)).toEqual(first)
    expect(sandbox.ledger.uploads()).toHaveLength(1)
    expect(sandbox.ledger.runs()).toHaveLength(1)
  })

  // Would catch: a file made of the wrong parts.
  it('a wrong list of parts is refused', async () => {
    const sandbox = await startTestSandbox()
    const upload = await begun(sandbox)
    const [one, two] = await sendAll(sandbox, upload)
    const lists: readonly (readonly [unknown, RegExp])[] = [
      [undefined, /parts are required/],
      [[], /parts are required/],
      [[one], /hold 5242880 bytes of 5244114/],
      [[two], /part 1 is missing/],
      [[two, one], /InvalidPartOrder/],
      [[one, { ...two, etag: one?.etag }], /InvalidPart: 2/],
      [[{ ...one, etag: one?.etag?.replaceAll('"', '') }, two], /InvalidPart: 1/],
      [[one, two, { part_number: 3, etag: '"x"' }], /EntityTooSmall: part 2/],
    ]
    for (const [list, error] of lists) {
      const [answer] = await finish(sandbox, upload, list)
      expect(answer?.status).toBe(400)
      expect(answer?.body['error']).toMatch(error)
    }
    expect(sandbox.ledger.uploads()).toEqual([])
  })

  // Would catch: a part size that the real storage refuses.
  it('a part under 5 MiB is refused unless it is the last', async () => {
    const sandbox = await startTestSandbox()
    const chunks = [FILE.subarray(0, 1000), FILE.subarray(1000, 3000)]
    const { uri, region, upload_id } = (await begin(sandbox, { size: 3000 })).body
    const upload = { apikey: sandbox.apiKey, uri, region, upload_id, store: STORE }
    const parts: unknown[] = []
    for (const [index, bytes] of chunks.entries()) {
      const answer = await put(await ask(sandbox, upload, index + 1, bytes), bytes)
      parts.push({ part_number: index + 1, etag: answer.headers.get('etag') })
    }
    expect((await finish(sandbox, upload, parts)).at(-1)?.body['error']).toMatch(/EntityTooSmall: part 1/)
  })

  // Would catch: a damaged part that is stored.
  it('bytes that differ from those announced are refused', async () => {
    const sandbox = await startTestSandbox()
    const upload = await begun(sandbox)
    const bytes = FILE.subarray(0, 2000)
    const other = randomBytes(2000)
    const grant = await ask(sandbox, upload, 1, bytes)
    const { 'Content-MD5': md5, ...headers } = grant.headers
    const puts: readonly (readonly [string, PartGrant, Uint8Array<ArrayBuffer>, number, string])[] = [
      ['other bytes', grant, other, 400, 'BadDigest'],
      ['a byte less', grant, bytes.subarray(1), 403, 'SignatureDoesNotMatch'],
      ['a header less', { ...grant, headers }, bytes, 403, 'SignatureDoesNotMatch'],
      [
        'a header changed',
        { ...grant, headers: { ...headers, 'Content-MD5': md5Of(other) } },
        other,
        403,
        'SignatureDoesNotMatch',
      ],
      [
        'a header more',
        { ...grant, headers: { ...grant.headers, 'x-amz-acl': 'x' } },
        bytes,
        403,
        'SignatureDoesNotMatch',
      ],
      ['another address', { ...grant, url: grant.url.slice(0, -1) }, bytes, 403, 'AccessDenied'],
    ]
    expect(md5).toBe(md5Of(bytes))
    for (const [what, how, body, status, code] of puts) {
      const answer = await put(how, body)
      expect(answer.status, what).toBe(status)
      expect(await answer.text(), what).toContain(`<Code>${code}</Code>`)
    }
    expect((await put(grant, bytes)).status).toBe(200)
  })

  // Would catch: an upload that begins or goes on without what it needs.
  it('an upload without a required field is refused', async () => {
    const sandbox = await startTestSandbox()
    const upload = { ...(await begun(sandbox)), part: 1, size: 10, md5: md5Of(FILE.subarray(0, 10)) }
    const [starts, parts] = [`${sandbox.url}/multipart/start`, `${sandbox.url}/multipart/upload`]
    const whole = { apikey: sandbox.apiKey, ...ABOUT, store: STORE }
    const calls: readonly (readonly [string, unknown, number, RegExp])[] = [
      [starts, '{', 400, /Invalid JSON/],
      [starts, { ...whole, apikey: undefined }, 401, /API key/],
      [starts, { ...whole, size: 0 }, 400, /size/],
      [starts, { ...whole, size: 1.5 }, 400, /size/],
      [starts, { ...whole, filename: '' }, 400, /filename/],
      [starts, { ...whole, mimetype: undefined }, 400, /mimetype/],
      [parts, { ...upload, apikey: 'x' }, 401, /API key/],
      [parts, { ...upload, upload_id: 'x' }, 404, /Upload not found/],
      [parts, { ...upload, uri: '/x' }, 404, /Upload not found/],
      [parts, { ...upload, part: 0 }, 400, /part must/],
      [parts, { ...upload, part: 10_001 }, 400, /part must/],
      [parts, { ...upload, size: 0 }, 400, /size/],
      [parts, { ...upload, md5: 'd41d8cd98f00b204e9800998ecf8427e' }, 400, /md5/],
    ]
    for (const [url, body, status, error] of calls) {
      const answer = await post(url, body)
      expect([answer.status, answer.body['error']], JSON.stringify(body)).toEqual([
        status,
        expect.stringMatching(error),
      ])
    }
    const elsewhere = await fetch(parts, { method: 'POST', body: JSON.stringify(upload) })
    expect(await elsewhere.json()).toMatchObject({ error: 'Wrong upload region' })
  })

  // Would catch: an upload that its policy forbids.
  it('a policy that does not allow the upload refuses it', async () => {
    const sandbox = await startTestSandbox({ security: 'required', now: createFakeClock().now })
    const expiry = START_MS / 1000 + 60
    const store = { ...STORE, path: 'public/', container: 'in' }
    const policies: readonly (readonly [Body, number])[] = [
      [{ expiry, call: ['store'], path: '^public/', container: '^in$', maxSize: FILE.length }, 200],
      [{ expiry, call: ['pick'] }, 200],
      [{ expiry, call: ['read'] }, 403],
      [{ expiry: expiry - 60 }, 403],
      [{ expiry, path: '^private/' }, 403],
      [{ expiry, container: '^out$' }, 403],
      [{ expiry, maxSize: FILE.length - 1 }, 403],
      [{ expiry, minSize: FILE.length + 1 }, 403],
    ]
    for (const [policy, status] of policies) {
      const answer = await begin(sandbox, { store, ...signPolicy(policy, sandbox.appSecret) })
      expect(answer.status, JSON.stringify(policy)).toBe(status)
    }
    expect((await begin(sandbox)).status).toBe(403)
  })

  // Would catch: a fault that hits the other steps.
  it('“time-too-skewed” acts on the storage only, and the part is not kept', async () => {
    const sandbox = await startTestSandbox({ faults: 'time-too-skewed:1' })
    const upload = await begun(sandbox)
    const bytes = FILE.subarray(0, 100)
    const grant = await ask(sandbox, upload, 1, bytes)
    const refused = await put(grant, bytes)
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining('RequestTimeTooSkewed'),
    ])
    expect((await put(await ask(sandbox, upload, 1, bytes), bytes)).status).toBe(200)
  })
})
