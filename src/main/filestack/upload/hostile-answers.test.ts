import { expect, test } from 'vitest'
import { NEVER_ABORTED } from '#main/filestack/testing/credentials.ts'
import published from '#shared/fixtures/multipart.start.response.json' with { type: 'json' }
import { startAnsweringServer } from './testing/answering-server.ts'
import { createClientHarness, FILE, toPartBytes } from './testing/client-harness.ts'
import { STORE } from './testing/upload-harness.ts'

const CANARY = 'c0ffee'.repeat(8)
const secret = { kind: 'secret', appSecret: CANARY } as const

// Would catch: policy and signature sent, in clear or at all, to whatever host the start answer names.
test.each([
  'http://evil.example',
  'https://evil.example',
  'evil.example',
  'http://upload.filestackapi.com',
  'https://upload.filestackapi.com@evil.example',
  'https://10.0.0.1',
  'https://[fe80::1]',
])('credentials do not follow a start answer to %s', async (location_url) => {
  const { client, credentials, server } = await createClientHarness(
    { body: { ...published, location_url } },
    secret,
  )
  const started = await client.start(credentials, FILE, STORE, NEVER_ABORTED)
  expect(started).toMatchObject({
    kind: 'refused',
    error: { code: location_url.includes('@') ? 'upload.unreadableAnswer' : 'upload.notAllowed' },
  })
  // A ticket kept by an earlier version is judged again when it is used.
  const ticket = {
    uri: '/u',
    region: 'r',
    uploadId: 'i',
    locationRegion: null,
    locationUrl: location_url.includes('://') ? location_url : `https://${location_url}`,
  }
  const part = { number: 1, size: 1, md5: 'x' }
  expect(await client.signPart(credentials, ticket, part, STORE, NEVER_ABORTED)).toMatchObject({
    kind: 'refused',
    error: { code: 'network.blocked' },
  })
  expect(server.requests).toHaveLength(1)
})

// Would catch: a file's bytes put into a service of this computer or network, with a Host, a cookie or a right of its choice.
test.each([
  { url: 'http://s3.example.com/x', headers: {} },
  { url: 'https://169.254.169.254/latest', headers: {} },
  { url: 'https://router/x', headers: {} },
  { url: 'https://s3.example.com/x', headers: { Cookie: 'session=1' } },
  { url: 'https://s3.example.com/x', headers: { Host: 'other.example' } },
  { url: 'https://s3.example.com/x', headers: { Authorization: 'Basic YTpi' } },
  { url: 'https://s3.example.com/x', headers: { 'X-Forwarded-For': '127.0.0.1' } },
])('an answer does not choose where a part goes: %j', async (body) => {
  const { client, credentials, ticket } = await createClientHarness({ body })
  const signed = await client.signPart(credentials, ticket, toPartBytes(Buffer.of(1)), STORE, NEVER_ABORTED)
  expect(signed).toMatchObject({ kind: 'refused', error: { code: 'upload.notAllowed' } })
})

// Would catch: an upload that a connection on this computer (the Sandbox) could not make any more.
test('a connection on this computer may be sent on to this computer', async () => {
  const storage = await startAnsweringServer(() => ({ headers: { ETag: '"a"' } }))
  const { client, credentials, ticket } = await createClientHarness({
    body: { url: `${storage.url}/x`, headers: { host: new URL(storage.url).host, 'x-amz-date': '1' } },
  })
  const signed = await client.signPart(credentials, ticket, toPartBytes(Buffer.of(1)), STORE, NEVER_ABORTED)
  if (signed.kind !== 'ok') throw new Error(signed.error.message)
  expect(signed.data.headers).toEqual({ 'x-amz-date': '1' })
  expect(await client.put(signed.data, toPartBytes(Buffer.of(1)), NEVER_ABORTED)).toMatchObject({
    kind: 'ok',
  })
})
