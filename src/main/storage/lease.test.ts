import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { acquireLease, isNetworkFileSystem } from './lease.ts'
import { createScratchFolder } from './testing/journals.ts'

const owner = { kind: 'app', pid: 7, since: Date.UTC(2026, 0, 1) } as const

// Would catch: two writers on one folder, and a refusal that does not say who holds it.
test('a second lease is refused and names the holder, until it is released', () => {
  const folder = createScratchFolder(onTestFinished)
  const first = acquireLease(folder, owner)
  expect(first.ok).toBe(true)
  const second = acquireLease(folder, { ...owner, pid: 8 })
  expect(second.ok).toBe(false)
  if (!second.ok) {
    expect(second.error.code).toBe('journal.locked')
    expect(second.error.message).toContain('process 7')
  }
  if (first.ok) first.data.release()
  const third = acquireLease(folder, owner)
  expect(third.ok).toBe(true)
  if (third.ok) third.data.release()
})

// Would catch: a pid file in place of a lock of the system, which a killed process leaves behind for ever.
test('a killed holder frees the folder', async () => {
  const folder = createScratchFolder(onTestFinished)
  const program = import.meta.resolve('#main/storage/testing/hold-lease.ts')
  const holder = spawn(process.execPath, [fileURLToPath(program), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void holder.kill('SIGKILL'))
  const [line] = await once(holder.stdout, 'data')
  expect(String(line)).toBe('held\n')
  const refused = acquireLease(folder, owner)
  expect(!refused.ok && refused.error.message).toContain(`process ${holder.pid}`)
  expect(!refused.ok && refused.error.message).toContain('command line')

  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const lease = acquireLease(folder, owner)
  expect(lease.ok).toBe(true)
  if (lease.ok) lease.data.release()
})

// Would catch: an exception instead of an error where the folder cannot be made.
test('a folder that cannot be written is said so', () => {
  const file = join(createScratchFolder(onTestFinished), 'file')
  writeFileSync(file, '')
  const lease = acquireLease(join(file, 'data'), owner)
  expect(!lease.ok && lease.error.code).toBe('journal.unwritable')
})

// Would catch: a data folder on a share, where locks and fsync do not hold what they promise.
test('network file systems are told from local ones', () => {
  expect([0x6969, 0xff534d42, 0xfe534d42].map((type) => isNetworkFileSystem(type, 'linux'))).toEqual([
    true,
    true,
    true,
  ])
  expect([0xef53, 0x01021994, 0x9123683e].some((type) => isNetworkFileSystem(type, 'linux'))).toBe(false)
  expect(isNetworkFileSystem(0x6969, 'darwin')).toBe(false)
})
