import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createFakeClock,
  HANDLE,
  runJob,
  startTestSandbox,
  readStatus,
  readStatusText,
} from './testing/start.ts'
import { THUMBNAILS } from './workflows.ts'

const DAY_MS = 86_400_000

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-state-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'deeper', 'sandbox.ndjson')
}

describe('the state file', () => {
  // Would catch: a job that a restart loses or changes.
  it('a job survives a restart with its bytes, key and address', async () => {
    const stateFile = newFile()
    const clock = createFakeClock()
    const options = { stateFile, now: clock.now, lengthFactor: 1 }
    const before = await startTestSandbox({ ...options, faults: 'failed:1' })
    const failed = await runJob(before)
    const { jobid } = await runJob(before, HANDLE, THUMBNAILS.id)
    const final = Buffer.from(before.bodyOf(jobid) ?? []).toString()
    // Already there, as a kill would leave it.
    expect(readFileSync(stateFile, 'utf8')).toContain(jobid)
    await before.close()
    const after = await startTestSandbox(options)
    expect([after.apiKey, after.appSecret, after.url]).toEqual([before.apiKey, before.appSecret, before.url])
    // The first try may still go out on a connection to the one that ended.
    await expect.poll(async () => (await readStatus(after, jobid)).status).toBe('Started')
    clock.advance(10_000)
    expect(await readStatusText(after, jobid)).toBe(final)
    expect((await readStatus(after, failed.jobid)).status).toBe('Failed')
    expect(after.ledger.runs()).toEqual([])
  })

  // Would catch: a state file that others can read, that only grows, or that stops the start.
  it('only its owner can read it, expired jobs leave it, and a cut line does not stop the start', async () => {
    const stateFile = newFile()
    const clock = createFakeClock()
    const first = await startTestSandbox({ stateFile, now: clock.now })
    await runJob(first)
    await first.close()
    if (process.platform !== 'win32') expect(statSync(stateFile).mode & 0o077).toBe(0)
    expect(readFileSync(stateFile, 'utf8').split('\n')).toHaveLength(3)
    appendFileSync(stateFile, '{"kind":"job","jobid":"half')
    clock.advance(3 * DAY_MS)
    const second = await startTestSandbox({ stateFile, now: clock.now })
    expect(second.apiKey).toBe(first.apiKey)
    expect(readFileSync(stateFile, 'utf8').split('\n')).toHaveLength(2)
  })

  // Would catch: a start that fails because of a taken port.
  it('a port that another program took does not stop the start', async () => {
    const stateFile = newFile()
    const first = await startTestSandbox({ stateFile })
    await first.close()
    await startTestSandbox({ port: first.port })
    const second = await startTestSandbox({ stateFile })
    expect(second.port).not.toBe(first.port)
    expect(second.apiKey).toBe(first.apiKey)
    await expect(startTestSandbox({ port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
