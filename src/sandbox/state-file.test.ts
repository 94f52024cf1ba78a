import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fakeClock, HANDLE, runJob, sandboxFor, statusOf, statusText } from './testing/start.ts'
import { THUMBNAILS } from './workflows.ts'

const DAY_MS = 86_400_000

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-state-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'deeper', 'sandbox.ndjson')
}

describe('the state file', () => {
  it('a job under way is lost by a restart, or its bytes, key or address change', async () => {
    const stateFile = newFile()
    const clock = fakeClock()
    const options = { stateFile, now: clock.now, lengthFactor: 1 }
    const before = await sandboxFor({ ...options, faults: 'failed:1' })
    const failed = await runJob(before)
    const { jobid } = await runJob(before, HANDLE, THUMBNAILS.id)
    const final = Buffer.from(before.bodyOf(jobid) ?? []).toString()
    // Already there, as a kill would leave it.
    expect(readFileSync(stateFile, 'utf8')).toContain(jobid)
    await before.close()
    const after = await sandboxFor(options)
    expect([after.apiKey, after.appSecret, after.url]).toEqual([before.apiKey, before.appSecret, before.url])
    // The first try may still go out on a connection to the one that ended.
    await expect.poll(async () => (await statusOf(after, jobid)).status).toBe('Started')
    clock.advance(10_000)
    expect(await statusText(after, jobid)).toBe(final)
    expect((await statusOf(after, failed.jobid)).status).toBe('Failed')
    expect(after.ledger.runs()).toEqual([])
  })

  it('it is readable by others, grows for ever, or a line that was cut off stops the start', async () => {
    const stateFile = newFile()
    const clock = fakeClock()
    const first = await sandboxFor({ stateFile, now: clock.now })
    await runJob(first)
    await first.close()
    if (process.platform !== 'win32') expect(statSync(stateFile).mode & 0o077).toBe(0)
    expect(readFileSync(stateFile, 'utf8').split('\n')).toHaveLength(3)
    appendFileSync(stateFile, '{"kind":"job","jobid":"half')
    clock.advance(3 * DAY_MS)
    const second = await sandboxFor({ stateFile, now: clock.now })
    expect(second.apiKey).toBe(first.apiKey)
    expect(readFileSync(stateFile, 'utf8').split('\n')).toHaveLength(2)
  })

  it('a port that somebody took meanwhile stops the start', async () => {
    const stateFile = newFile()
    const first = await sandboxFor({ stateFile })
    await first.close()
    await sandboxFor({ port: first.port })
    const second = await sandboxFor({ stateFile })
    expect(second.port).not.toBe(first.port)
    expect(second.apiKey).toBe(first.apiKey)
    await expect(sandboxFor({ port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
