import { isBodyFile } from '#main/lib/body-file.ts'
import { expect, onTestFinished, test } from 'vitest'
import { SAMPLE_WORKFLOWS, startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/index.ts'
import type { RunnableSource } from './urls.ts'
import type { Credentials, FilestackClient } from './client.ts'
import { createClient } from './create-client.ts'
import { createTransport } from './http.ts'
import { NEVER_ABORTED } from './testing/credentials.ts'
import { waitForFreeConnection } from './testing/wire-server.ts'

interface Bench {
  readonly sandbox: Sandbox
  readonly client: FilestackClient
  readonly credentials: Credentials
  readonly clock: { time: number; now(): number }
}

const MODERATION = SAMPLE_WORKFLOWS[0]?.id ?? ''
const HANDLE: RunnableSource = { kind: 'handle', handle: 'pR4oeS63QLmYIFNs2ZvZ' }

async function bench(options: SandboxOptions = {}): Promise<Bench> {
  const clock = {
    time: Date.UTC(2026, 10, 24, 12),
    now(): number {
      return this.time
    },
  }
  const sandbox = await startSandbox({ security: 'required', ...options, now: () => clock.now() })
  const transport = createTransport()
  onTestFinished(async () => {
    await transport.close()
    await sandbox.close()
  })
  const { url, apiKey, appSecret } = sandbox
  const credentials: Credentials = {
    apiKey,
    hosts: { cdn: url, api: url, upload: url },
    sourceEncoding: 'percent',
    security: { kind: 'secret', appSecret },
  }
  return { sandbox, client: createClient({ transport, clock }), credentials, clock }
}

// Would catch: any part of the grammar that a strict reader of it refuses: key, security, source, job id.
test.each(['percent', 'base64'] as const)(
  'a strict server takes every source, URLs written as %s',
  async (sourceEncoding) => {
    const { sandbox, client, credentials } = await bench()
    const sources: readonly RunnableSource[] = [
      HANDLE,
      { kind: 'url', url: 'https://x.example/a.png' },
      { kind: 'url', url: 'https://x.example/a b/../ü.png?x=1&y=%2F#z' },
      { kind: 'alias', alias: 'my-alias', path: 'a b/../100%?#é.png' },
    ]
    for (const source of sources) {
      expect(
        await client.run({ ...credentials, sourceEncoding }, MODERATION, source, NEVER_ABORTED),
      ).toMatchObject({
        kind: 'started',
      })
    }
    expect(sandbox.ledger.runs().map(({ source }) => source)).toEqual([
      'pR4oeS63QLmYIFNs2ZvZ',
      'https://x.example/a.png',
      'https://x.example/a b/../ü.png?x=1&y=%2F#z',
      'src://my-alias/a b/../100%?#é.png',
    ])
  },
)

// Would catch: a job that is never seen to end, or whose result is not the bytes the server sent.
test('a job is followed to its end, and its body is the server’s', async () => {
  const { sandbox, client, credentials, clock } = await bench()
  const run = await client.run(credentials, MODERATION, HANDLE, NEVER_ABORTED)
  const remoteJobId = run.kind === 'started' ? run.remoteJobId : ''
  expect((await client.status(credentials, remoteJobId, NEVER_ABORTED)).kind).toBe('running')
  clock.time += 3_600_000 - 1
  const end = await client.status(credentials, remoteJobId, NEVER_ABORTED)
  expect(end).toMatchObject({ kind: 'ended', end: 'finished', ttl: 172_800 })
  if (end.kind !== 'ended' || isBodyFile(end.body)) throw new Error(end.kind)
  expect(Buffer.from(end.body).equals(sandbox.bodyOf(remoteJobId) ?? Buffer.of())).toBe(true)
})

// Would catch: a lost answer repeated below the client, or a fault of the service called by another's name.
test.each([
  ['reset-before-accept', 'unknown', 0],
  ['reset-after-accept', 'unknown', 1],
  ['cut@run+accepted', 'unknown', 1],
  ['html@run+accepted', 'unknown', 1],
  ['text@run+accepted', 'unknown', 1],
  ['empty@run+accepted', 'unknown', 1],
  ['redirect@run', 'unknown', 0],
  ['error-200@run', 'unknown', 0],
  ['500@run', 'unknown', 0],
  ['503-bare@run', 'unknown', 0],
  ['503@run', 'notStarted', 0],
  ['503-retry-after@run', 'notStarted', 0],
  ['429@run', 'notStarted', 0],
  ['429-bare@run', 'notStarted', 0],
  ['400@run', 'rejected', 0],
  ['401@run', 'rejected', 0],
  ['403@run', 'rejected', 0],
  ['404@run', 'rejected', 0],
])('%s: the run is %s, sent once, %i started', async (faults, kind, started) => {
  for (const reused of [false, true]) {
    const { sandbox, client, credentials } = await bench()
    if (reused) {
      await client.status(credentials, 'some-job', NEVER_ABORTED)
      await waitForFreeConnection()
    }
    sandbox.setFaults(faults)
    expect((await client.run(credentials, MODERATION, HANDLE, NEVER_ABORTED)).kind).toBe(kind)
    expect(sandbox.ledger.runs()).toHaveLength(started)
    expect(sandbox.ledger.requests('run').map(({ nth }) => nth)).toEqual([reused ? 2 : 1])
  }
})

// Would catch: credentials that cannot work called working, or a refusal without its id.
test('a signature that does not fit is refused with a correlation id', async () => {
  const { client, credentials } = await bench()
  const wrong = { ...credentials, security: { kind: 'secret', appSecret: 'not the secret' } } as const
  const refused = await client.run(wrong, MODERATION, HANDLE, NEVER_ABORTED)
  expect(refused).toMatchObject({
    kind: 'rejected',
    error: { code: 'service.forbidden', status: 403, correlationId: expect.any(String) },
  })
  expect((await client.metadata(wrong, 'pR4oeS63QLmYIFNs2ZvZ', NEVER_ABORTED)).ok).toBe(false)
  expect((await client.metadata(credentials, 'pR4oeS63QLmYIFNs2ZvZ', NEVER_ABORTED)).ok).toBe(true)
})
