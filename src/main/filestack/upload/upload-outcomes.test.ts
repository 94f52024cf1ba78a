import { expect, test } from 'vitest'
import { signPolicy } from '#main/filestack/security.ts'
import { NEVER_ABORTED } from '#main/filestack/testing/credentials.ts'
import published from '#shared/fixtures/multipart.start.response.json' with { type: 'json' }
import type { UploadClient } from './client.ts'
import type { TestAnswer } from './testing/answering-server.ts'
import { STORE } from './testing/upload-harness.ts'
import { toPartBytes, FILE, createClientHarness } from './testing/client-harness.ts'

const NO_RATE = { limit: null, remaining: null, resetAt: null, retryAt: null }
const xml = (code: string, message = ''): string =>
  `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`

// Would catch: a refusal tried for ever, a passing trouble taken for a refusal, a closed window forgotten.
test.each<[string, TestAnswer, object]>([
  ['500', { status: 500 }, { kind: 'retry', rate: NO_RATE }],
  ['503 of the storage', { status: 503, body: xml('SlowDown', 'Reduce your rate') }, { kind: 'retry' }],
  [
    '429 with its time',
    { status: 429, headers: { 'Filestack-Remaining': '0', 'Filestack-Reset': '4102444800' } },
    // The window is the one that was named; a wait of decades is not believed.
    {
      kind: 'retry',
      rate: { ...NO_RATE, remaining: 0, resetAt: expect.any(Number), windowEnd: 4_102_444_800_000 },
    },
  ],
  ['408 (case 13 of docs/reported-inputs.md)', { status: 408 }, { kind: 'retry' }],
  ['a part that came in too slowly', { status: 400, body: xml('RequestTimeout') }, { kind: 'retry' }],
  ['a throttle of the storage', { status: 403, body: xml('RequestThrottled') }, { kind: 'retry' }],
  ['what is never done', { status: 501, body: xml('NotImplemented') }, { kind: 'refused' }],
  ['the time of the address is over', { status: 403, body: xml('RequestTimeTooSkewed') }, { kind: 'stale' }],
  [
    'an expired address',
    { status: 403, body: xml('AccessDenied', 'Request has expired') },
    { kind: 'stale' },
  ],
  [
    'another 403',
    { status: 403, body: xml('AccessDenied', 'Access Denied') },
    {
      kind: 'refused',
      error: { code: 'upload.refused', message: expect.stringContaining(': Access Denied.') },
    },
  ],
  ['400', { status: 400, body: xml('BadDigest') }, { kind: 'refused', error: { status: 400 } }],
  ['404', { status: 404 }, { kind: 'refused', error: { status: 404 } }],
  [
    'a redirect',
    { status: 307, headers: { Location: '/x' } },
    { kind: 'refused', error: { code: 'service.redirected' } },
  ],
])('%s', async (_name, says, expected) => {
  const { server, client, credentials } = await createClientHarness(says)
  const outcome = await client.put(
    { url: `${server.url}/x`, headers: {}, connection: credentials },
    toPartBytes(Buffer.of(1)),
    NEVER_ABORTED,
  )
  expect(outcome).toMatchObject(expected)
  expect(server.requests).toHaveLength(1)
})

// Would catch: a job that waits for an upload that no policy lets in, or that fails with the service's puzzle.
test.each([
  [['read', 'convert', 'runWorkflow'], {}, 'policy.missingCall', 'pick or store'],
  [['pick'], { maxSize: 6_999_999 }, 'upload.tooLarge', '7.0 MB'],
  [['store'], { expiry: 1_577_899_800 }, 'policy.expired', '2020'],
])('a policy of %j %j: nothing is sent, and the error says why', async (call, more, code, words) => {
  const security = {
    kind: 'policy',
    ...signPolicy(JSON.stringify({ expiry: 4_102_444_800, call, ...more }), 'a-secret'),
  } as const
  const { server, client, credentials } = await createClientHarness({ body: published }, security)
  expect(await client.start(credentials, FILE, STORE, NEVER_ABORTED)).toMatchObject({
    kind: 'refused',
    error: { code, message: expect.stringContaining(words) },
  })
  expect(server.requests).toHaveLength(0)
})

// Would catch: a computer whose clock is a day behind that cannot upload: its policy was over before it was sent.
test('a policy signed by a wrong clock is signed anew by the server’s', async () => {
  const ahead = new Date(Date.now() + 86_400_000).toUTCString()
  const { client, credentials } = await createClientHarness(
    { status: 403, headers: { Date: ahead }, body: { error: 'Invalid App policy' } },
    { kind: 'secret', appSecret: 'a-secret' },
  )
  const ask = (): ReturnType<UploadClient['start']> => client.start(credentials, FILE, STORE, NEVER_ABORTED)
  expect((await ask()).kind).toBe('stale')
  expect((await ask()).kind).toBe('refused')
})

// Would catch: a policy or signature that the service says back, in an error that is shown and stored.
test('no secret comes back in an error', async () => {
  const pair = signPolicy('{"expiry":4102444800,"call":["store"]}', 'a-secret')
  const { client, credentials } = await createClientHarness(
    { status: 400, body: { error: `bad policy ${pair.policy} and ${pair.signature}` } },
    { kind: 'policy', ...pair },
  )
  const outcome = await client.start(credentials, FILE, STORE, NEVER_ABORTED)
  expect(outcome.kind).toBe('refused')
  expect(JSON.stringify(outcome)).not.toContain(pair.policy)
  expect(JSON.stringify(outcome)).not.toContain(pair.signature)
})
