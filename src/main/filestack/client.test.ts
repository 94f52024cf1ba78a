import { expect, onTestFinished, test } from 'vitest'
import { isBodyFile } from '#main/lib/body-file.ts'
import { decodePolicy } from '#shared/model/policy.ts'
import type { Credentials, FilestackClient } from './client.ts'
import { createClient } from './create-client.ts'
import { createTransport } from './http.ts'
import { createSigner } from './security.ts'
import {
  createTestCredentials,
  HANDLE,
  JOBID,
  NEVER_ABORTED,
  STARTED,
  WORKFLOW,
} from './testing/credentials.ts'
import { toHttpAnswer, startWireServer, type WireServer } from './testing/wire-server.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const HOUR = 3_600_000

interface Bench {
  readonly server: WireServer
  readonly client: FilestackClient
  readonly clock: { time: number; now(): number }
  readonly skews: (readonly [host: string, skewMs: number])[]
}

/** A server whose clock is `ahead` of ours and which gives every request the same answer. */
async function bench(reply: string | readonly [status: number, body: string], ahead = 0): Promise<Bench> {
  const [status, body] = typeof reply === 'string' ? ([200, reply] as const) : reply
  const clock = {
    time: NOW,
    now(): number {
      return this.time
    },
  }
  const server = await startWireServer({
    answer: (_request, socket) =>
      socket.write(toHttpAnswer(status, body, { Date: new Date(clock.time + ahead).toUTCString() })),
  })
  const transport = createTransport()
  onTestFinished(async () => {
    await transport.close()
    await server.close()
  })
  const skews: [string, number][] = []
  const client = createClient({ transport, clock, onServerDate: (...skew) => void skews.push(skew) })
  return { server, client, clock, skews }
}

const secret = { kind: 'secret', appSecret: 'testAppSecret' } as const
const expiryIn = (target: string | undefined): number => {
  const policy = decodePolicy(/p:([^,]+),/.exec(target ?? '')?.[1] ?? '')
  return policy.ok ? policy.data.expiry * 1000 : 0
}

// Would catch: policies signed by a wrong clock of this computer: refused for ever, or valid far too long.
test('after the first answer policies are signed by the clock of the server', async () => {
  const { server, client, skews } = await bench(STARTED, 24 * HOUR)
  const credentials = createTestCredentials(server.url, secret)
  await client.run(credentials, WORKFLOW, HANDLE, NEVER_ABORTED)
  await client.status(credentials, JOBID, NEVER_ABORTED)
  expect(expiryIn(server.requests[0]?.target)).toBe(NOW + HOUR)
  expect(expiryIn(server.requests[1]?.target)).toBe(NOW + 25 * HOUR)
  expect(skews[0]).toEqual([new URL(server.url).host, 24 * HOUR])
})

// Would catch: one answer dated 2099 that makes the app sign policies that last until 2099.
test.each([
  ['an answer', STARTED],
  ['an error page', [503, ''] as const],
])('the date of %s decades away is told, and not believed', async (_name, reply) => {
  const years = Date.UTC(2099, 0) - NOW
  const { server, client, skews } = await bench(reply, years)
  const credentials = createTestCredentials(server.url, secret)
  await client.status(credentials, JOBID, NEVER_ABORTED)
  await client.status(credentials, JOBID, NEVER_ABORTED)
  expect(server.requests.map(({ target }) => expiryIn(target))).toEqual([NOW + HOUR, NOW + HOUR])
  expect(skews[0]).toEqual([new URL(server.url).host, years])
})

// Would catch: the signing of the client and the one that was checked against the vectors drifting apart.
test('a secret goes out as policy and signature, never itself', async () => {
  const { server, client } = await bench(STARTED)
  await client.run(createTestCredentials(server.url, secret), WORKFLOW, HANDLE, NEVER_ABORTED)
  const pair = createSigner().getSignedPolicy(secret, NOW)
  expect(server.requests[0]?.target).toBe(
    `/security=p:${pair?.policy},s:${pair?.signature}/run_workflow=id:${WORKFLOW}/${HANDLE.handle}`,
  )
  expect(server.requests[0]?.head).not.toContain(secret.appSecret)
})

// Would catch: a request spent on a policy that ended, also when only the server knows how late it is.
test('an expired policy is told with its date, and nothing is sent', async () => {
  const { server, client } = await bench(STARTED, 2 * HOUR)
  const policy = Buffer.from(JSON.stringify({ expiry: (NOW + HOUR) / 1000 })).toString('base64')
  const security: Credentials['security'] = { kind: 'policy', policy, signature: 'ab'.repeat(32) }
  const credentials = createTestCredentials(server.url, security)
  expect((await client.run(credentials, WORKFLOW, HANDLE, NEVER_ABORTED)).kind).toBe('started')
  expect(await client.run(credentials, WORKFLOW, HANDLE, NEVER_ABORTED)).toMatchObject({
    kind: 'rejected',
    error: {
      code: 'policy.expired',
      message: 'The policy of this connection ended on 24 November 2026, 13:00 UTC.',
    },
  })
  expect(server.requests).toHaveLength(1)
})

// Would catch: a Test that calls any answer a success, or a failure without its reason.
test('metadata tells whether handle and security work', async () => {
  const good = await bench('{"mimetype":"image/png","size":5,"n":9007199254740993}')
  expect(
    await good.client.metadata(createTestCredentials(good.server.url, secret), 'H', NEVER_ABORTED),
  ).toEqual({
    ok: true,
    data: { text: '{"mimetype":"image/png","size":5,"n":9007199254740993}' },
  })
  expect(good.server.requests[0]?.target).toMatch(
    /^\/api\/file\/H\/metadata\?policy=eyJ.*&signature=[0-9a-f]{64}$/,
  )

  for (const [reply, code] of [
    [[403, '{"error":"Invalid App policy"}'], 'service.forbidden'],
    [[404, ''], 'service.notFound'],
    ['<html>', 'service.unreadable'],
    ['{"error":"no"}', 'service.errorInBody'],
  ] as const) {
    const bad = await bench(reply)
    expect(
      await bad.client.metadata(createTestCredentials(bad.server.url), 'H', NEVER_ABORTED),
    ).toMatchObject({
      ok: false,
      error: { code },
    })
  }
})

// Would catch: a status that comes from a cache on the way, or a large body changed on it.
test('a status is asked afresh and its body kept, whatever its bytes', async () => {
  const body = `{"status":"Finished","results":{"a":"${'é\\u0000"'.replace('"', '\\"').repeat(300_000)}"}}`
  const { server, client } = await bench(body)
  const outcome = await client.status(createTestCredentials(server.url), JOBID, NEVER_ABORTED)
  if (outcome.kind !== 'ended' || isBodyFile(outcome.body)) throw new Error(outcome.kind)
  expect(Buffer.from(outcome.body).equals(Buffer.from(body))).toBe(true)
  expect(server.requests[0]?.head).toMatch(/\r\ncache-control: no-cache\r\n/i)
  expect(server.requests[0]?.head).toMatch(/\r\naccept-encoding: identity\r\n/i)
})
