import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { openTestJournal, createScratchFolder } from '#main/storage/testing/journals.ts'
import { startSandbox, type Sandbox } from '#sandbox/index.ts'
import { sourceText } from '#shared/model/source.ts'
import { seeded } from '#main/jobs/testing/engine-harness.ts'

const JOBS = 120
const KILLS = 3

/** Starts the engine's process on a folder; resolves when it goes, or at once when it is done before. */
async function start(folder: string, sandbox: Sandbox) {
  const program = fileURLToPath(import.meta.resolve('#main/jobs/testing/run-until-killed.ts'))
  const { url, apiKey, appSecret } = sandbox
  const child = spawn(process.execPath, [program, folder, url, apiKey, appSecret, String(JOBS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said: string[] = []
  child.stdout.on('data', (text: Buffer) => said.push(text.toString('utf8')))
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exited])
  return { child, exited, said }
}

// Would catch: a kill between two commits after which a job is sent a second time, or after which its id is lost.
test('killed at any moment and started again: nothing is lost, nothing runs twice', async () => {
  const random = seeded(Date.now() % 1_000_000 || 1)
  const folder = createScratchFolder(onTestFinished)
  const sandbox = await startSandbox({
    lengthFactor: 0.3,
    faults: 'limit:250,429@run:3%,reset-after-accept@run:2%,slow:30ms:50%,502@status:5%',
  })
  onTestFinished(() => sandbox.close())
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, exited } = await start(folder, sandbox)
    await delay(random() * 400)
    child.kill('SIGKILL')
    await exited
  }
  const last = await start(folder, sandbox)
  await last.exited
  expect(last.said.join('')).toContain('done')

  const { reader, notices } = await openTestJournal(folder, onTestFinished)
  expect(notices).toEqual([])
  const jobs = (await reader.page({}, null, 1000)).jobs
  expect(jobs).toHaveLength(JOBS)
  const accepted = new Map(sandbox.ledger.runs().map((run) => [run.source, run.jobid]))
  expect(sandbox.ledger.runs()).toHaveLength(accepted.size)
  for (const job of jobs) {
    const remoteJobId = accepted.get(sourceText(job.source)) ?? null
    // Nobody saw the answer of an unknown one; every other accepted run is known by its id, and has its result.
    if (job.state === 'unknown') expect(job.remoteJobId).toBeNull()
    else expect([job.state, job.remoteJobId]).toEqual(['finished', remoteJobId])
    expect((await reader.body(job.id)) !== null).toBe(job.state === 'finished')
  }
  const unknown = jobs.filter((job) => job.state === 'unknown')
  expect(unknown.length).toBeLessThan(JOBS / 2)
  expect(accepted.size).toBeGreaterThanOrEqual(JOBS - unknown.length)
}, 60_000)
