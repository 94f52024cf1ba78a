import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { startBuiltinSandbox, type SandboxSetting } from './builtin-sandbox.ts'

const spawn = (workerData: SandboxSetting): Worker =>
  new Worker(new URL(import.meta.resolve('#main/sandbox/sandbox.worker.ts')), { workerData })

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

// Would catch: runs on the Sandbox that wait for ever because it could not start.
test('a Sandbox that cannot start says why', async () => {
  const folder = createScratchFolder(onTestFinished)
  const sandbox = startBuiltinSandbox(spawn, folder)
  expect(await sandbox.access).toMatchObject({ ok: false, error: { code: 'sandbox.unavailable' } })
  await sandbox.close()
})
