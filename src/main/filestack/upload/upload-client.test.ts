import { expect, test } from 'vitest'
import { signPolicy } from '#main/filestack/security.ts'
import { NEVER_ABORTED } from '#main/filestack/testing/credentials.ts'
import published from '#shared/fixtures/multipart.start.response.json' with { type: 'json' }
import completed from '#shared/fixtures/multipart.complete.response.workflows.json' with { type: 'json' }
import part from '#shared/fixtures/multipart.upload.response.json' with { type: 'json' }
import type { SignedPart, UploadClient } from './client.ts'
import type { AnsweringServer, TestAnswer } from './testing/answering-server.ts'
import { STORE } from './testing/upload-harness.ts'
import { toPartBytes, FILE, createClientHarness } from './testing/client-harness.ts'

const sent = (server: AnsweringServer, index = 0): unknown =>
  JSON.parse(server.requests[index]?.body.toString() ?? '')

// Would catch: a name mangled, a key the service does not know, empty options sent as if they were set.
test('the start call says exactly what the protocol asks for, and a bare host means https', async () => {
  const { server, client, credentials } = await createClientHarness({ body: published })
  const store = { ...STORE, path: 'in/', access: 'private' } as const
  expect(await client.start(credentials, FILE, store, NEVER_ABORTED)).toEqual({
    kind: 'ok',
    data: {
      uri: published.uri,
      region: published.region,
      uploadId: published.upload_id,
      locationUrl: 'https://upload-eu-west-1.filestackapi.com',
      locationRegion: null,
    },
  })
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    path: '/multipart/start',
    headers: { 'content-type': 'application/json' },
  })
  expect(sent(server)).toEqual({
    apikey: credentials.apiKey,
    ...FILE,
    store: { location: 's3', path: 'in/', access: 'private' },
  })
})

// Would catch: a whole URL rewritten, or the region of the start answer lost.
test('a whole location URL is taken as it is, with its region', async () => {
  const body = { ...published, location_url: 'http://127.0.0.1:8080/', location_region: 'eu-1' }
  const { client, credentials } = await createClientHarness({ body })
  expect(await client.start(credentials, FILE, STORE, NEVER_ABORTED)).toMatchObject({
    data: { locationUrl: 'http://127.0.0.1:8080', locationRegion: 'eu-1' },
  })
})

// Would catch: an upload begun on an answer that cannot carry it through, failing much later and unclearly.
test.each(['uri', 'region', 'upload_id', 'location_url'])(
  'a start answer without %s is refused',
  async (name) => {
    const { client, credentials } = await createClientHarness({ body: { ...published, [name]: undefined } })
    expect(await client.start(credentials, FILE, STORE, NEVER_ABORTED)).toMatchObject({
      kind: 'refused',
      error: { code: 'upload.unreadableAnswer', message: expect.stringContaining(`it lacks ${name}.`) },
    })
  },
)

// Would catch: a part asked for without the region, the security or its MD5; published headers not carried over.
test('a part is asked for at the location of the start answer, with its region and security', async () => {
  const { policy, signature } = signPolicy('{"expiry":4102444800,"call":["pick"]}', 'a-secret')
  const { server, client, credentials, ticket } = await createClientHarness(
    { body: part },
    { kind: 'policy', policy, signature },
  )
  const outcome = await client.signPart(
    credentials,
    ticket,
    toPartBytes(Buffer.from('abc'), 7),
    STORE,
    NEVER_ABORTED,
  )
  expect(outcome).toEqual({
    kind: 'ok',
    data: { url: part.url, headers: part.headers, connection: credentials },
  })
  expect(server.requests[0]).toMatchObject({
    path: '/multipart/upload',
    headers: { 'filestack-upload-region': 'eu-1' },
  })
  expect(sent(server)).toEqual({
    apikey: credentials.apiKey,
    uri: '/u',
    region: 'us-east-1',
    upload_id: 'id-1',
    part: 7,
    size: 3,
    md5: 'kAFQmDzST7DWlj99KOF/cg==',
    store: { location: 's3' },
    policy,
    signature,
  })
})

// Would catch: an address or headers that break the request on the wire, or smuggle a second one.
test.each([
  { url: 'ftp://x/y', headers: {} },
  { url: 'https://x/a b', headers: {} },
  { url: 'https://x/y', headers: { 'x\r\ny': '1' } },
  { url: 'https://x/y', headers: { x: '1\r\n\r\nGET /' } },
  { url: 'https://x/y', headers: { x: 1 } },
  { url: 'https://x/y' },
])('a signed part that cannot be sent as it stands is refused: %j', async (body) => {
  const { client, credentials, ticket } = await createClientHarness({ body })
  expect(
    await client.signPart(credentials, ticket, toPartBytes(Buffer.of(1)), STORE, NEVER_ABORTED),
  ).toMatchObject({
    kind: 'refused',
    error: { code: 'upload.unreadableAnswer' },
  })
})

// Would catch: other headers than the signed ones (the storage refuses them), other bytes, chunked coding, a trimmed ETag.
test('a part goes with exactly its signed headers and its bytes; the ETag comes back with its quotes', async () => {
  const { server, client, credentials } = await createClientHarness({ headers: { ETag: '"9b2cf5"' } })
  const content = Buffer.alloc(300_000, 'flowbench ')
  const headers = {
    Authorization: 'AWS4-HMAC-SHA256 x, y=z',
    'Content-MD5': 'abc==',
    'x-amz-date': '20261124T000000Z',
  }
  const outcome = await client.put(
    { url: `${server.url}/store/1?a=%2F&b`, headers, connection: credentials },
    toPartBytes(content),
    NEVER_ABORTED,
  )
  expect(outcome).toEqual({ kind: 'ok', data: '"9b2cf5"' })
  const [came] = server.requests
  expect(came).toMatchObject({ method: 'PUT', path: '/store/1?a=%2F&b' })
  expect(came?.body.equals(content)).toBe(true)
  const { host: _host, connection: _connection, ...own } = came?.headers ?? {}
  expect(own).toEqual({
    authorization: 'AWS4-HMAC-SHA256 x, y=z',
    'content-md5': 'abc==',
    'x-amz-date': '20261124T000000Z',
    'content-length': '300000',
  })
})

// Would catch: a part called stored that the storage never confirmed; a sign-in page's ETag taken for one.
test.each([
  [{ body: '' }, 'upload.noETag'],
  [{ body: '<html><title>Sign in</title></html>', headers: { ETag: '"page"' } }, 'upload.unreadableAnswer'],
])('an answer of the storage that confirms nothing is refused: %j', async (says, code) => {
  const { server, client, credentials } = await createClientHarness(says)
  const signed: SignedPart = { url: `${server.url}/x`, headers: {}, connection: credentials }
  expect(await client.put(signed, toPartBytes(Buffer.of(1)), NEVER_ABORTED)).toMatchObject({
    kind: 'refused',
    error: { code },
  })
})

// Would catch: a wrong shape of the last call; a 202 taken for the end; a published answer not understood.
test('complete names every part with its ETag; 202 means that it is still merging', async () => {
  const { server, client, credentials, ticket } = await createClientHarness(
    (() => {
      const answers: TestAnswer[] = [{ status: 202 }, { body: completed }]
      return () => answers.shift() ?? {}
    })(),
  )
  const parts = [
    { number: 1, etag: '"a"' },
    { number: 2, etag: '"b"' },
  ]
  const ask = (): ReturnType<UploadClient['complete']> =>
    client.complete(credentials, ticket, FILE, parts, STORE, NEVER_ABORTED)
  expect(await ask()).toEqual({ kind: 'ok', data: null })
  expect(await ask()).toEqual({ kind: 'ok', data: { handle: completed.handle, url: completed.url } })
  expect(server.requests[0]).toMatchObject({
    path: '/multipart/complete',
    headers: { 'filestack-upload-region': 'eu-1' },
  })
  expect(sent(server)).toEqual({
    apikey: credentials.apiKey,
    uri: '/u',
    region: 'us-east-1',
    upload_id: 'id-1',
    ...FILE,
    parts: [
      { part_number: 1, etag: '"a"' },
      { part_number: 2, etag: '"b"' },
    ],
    store: { location: 's3' },
  })
})
