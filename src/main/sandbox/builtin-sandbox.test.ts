import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { findThread } from '#main/lib/testing/bundled-thread.ts'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { createClient } from '#main/filestack/create-client.ts'
import { createTransport } from '#main/filestack/http.ts'
import { learnSecretParameters } from '#shared/model/secret-parameters.ts'
import { startBuiltinSandbox, type SandboxSetting } from './builtin-sandbox.ts'

const spawn = (workerData: SandboxSetting): Worker =>
  new Worker(findThread(import.meta.resolve('#main/sandbox/sandbox.worker.ts')), { workerData })

async function started(stateFile: string) {
  const sandbox = startBuiltinSandbox(spawn, stateFile)
  const access = await sandbox.access
  if (!access.ok) throw new Error(access.error.message)
  return { sandbox, access: access.data }
}

// Would catch: jobs of the Sandbox that are unknown after a restart, because its key or its address changed.
test('the Sandbox is the same one after a restart, on loopback only', async () => {
  const stateFile = join(createScratchFolder(onTestFinished), 'sandbox.ndjson')
  const first = await started(stateFile)
  expect(first.access.hosts.cdn).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  await first.sandbox.close()
  const second = await started(stateFile)
  onTestFinished(() => second.sandbox.close())
  expect(second.access).toEqual(first.access)
})

// Would catch: the thread of the Sandbox, which has a memory of its own, keeping in clear what was said to be a secret.
test('the Sandbox keeps no link in clear whose parameter was said to be secret, before it started or since', async () => {
  learnSecretParameters(['grant'])
  const stateFile = join(createScratchFolder(onTestFinished), 'sandbox.ndjson')
  const { sandbox, access } = await started(stateFile)
  const { hosts, apiKey, security } = access
  if (security.kind !== 'secret') throw new Error('the Sandbox signs')
  learnSecretParameters(['later'])
  const client = createClient({ transport: createTransport({}), clock: { now: () => Date.now() } })
  for (const url of ['https://a.example/b?grant=PLANTED1', 'https://a.example/b?later=PLANTED2'])
    expect(
      await client.run(
        { apiKey, hosts, sourceEncoding: 'percent', security },
        '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101',
        { kind: 'url', url },
        AbortSignal.timeout(10_000),
      ),
    ).toMatchObject({ kind: 'started' })
  await sandbox.close()
  const kept = readFileSync(stateFile, 'utf8')
  expect(kept).toContain('https://a.example/b')
  expect(kept).not.toContain('PLANTED')
})

// Would catch: runs on the Sandbox that wait for ever because it could not start.
test('a Sandbox that cannot start says why', async () => {
  const folder = createScratchFolder(onTestFinished)
  const sandbox = startBuiltinSandbox(spawn, folder)
  expect(await sandbox.access).toMatchObject({ ok: false, error: { code: 'sandbox.unavailable' } })
  await sandbox.close()
})
