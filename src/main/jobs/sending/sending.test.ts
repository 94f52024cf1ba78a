import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'
import { createEngineHarness, type EngineHarness } from '#main/jobs/testing/engine-harness.ts'

const { common, fresh } = createSharedHarness()

/** Nothing may be sent twice, whatever happened: each source of the jobs was accepted at most once. */
function expectNoneTwice(harness: EngineHarness, jobs: readonly Job[]): void {
  const accepted = harness.sandbox.ledger.runs()
  for (const { source, remoteJobId, state } of jobs) {
    const runs = accepted.filter((run) => run.source === sourceText(source))
    expect(runs.length).toBeLessThanOrEqual(1)
    if (remoteJobId !== null) expect(runs.map((run) => run.jobid)).toEqual([remoteJobId])
    if (state === 'finished') expect(remoteJobId).not.toBeNull()
  }
}

// Would catch: a GET that costs money repeated after an answer that leaves it open whether the job started, by any layer.
test.each([
  ['reset-before-accept@run+fresh:2', 'own'],
  ['reset-after-accept@run+fresh:2', 'own'],
  ['reset-before-accept@run+reused:2', 'common'],
  ['reset-after-accept@run+reused:2', 'common'],
  ['cut@run:2', 'common'],
  ['cut@run+accepted:2', 'common'],
  ['html@run+accepted:2', 'common'],
  ['html-502@run+accepted:2', 'common'],
  ['text@run+accepted:2', 'common'],
  ['empty@run+accepted:2', 'common'],
  ['redirect@run:2', 'common'],
  ['error-200@run+accepted:2', 'common'],
  ['500@run+accepted:2', 'common'],
  ['502@run:2', 'common'],
  ['503-bare@run+accepted:2', 'common'],
])('a run answered with %s may have started and is never sent again by itself', async (faults, engine) => {
  const harness =
    engine === 'own' ? await createEngineHarness(onTestFinished, { faults }) : await common(faults)
  const before = harness.sandbox.ledger.counts().run ?? 0
  const run = await harness.run(fresh(12))
  await harness.done(run)
  const jobs = await harness.jobs(run)
  const unknown = jobs.filter((job) => job.state === 'unknown')
  expect(unknown.map((job) => job.error?.code)).toEqual(['job.mayHaveStarted', 'job.mayHaveStarted'])
  expect(jobs.filter((job) => job.state === 'finished')).toHaveLength(10)
  expect(harness.sandbox.ledger.counts().run).toBe(before + 12)
  expectNoneTwice(harness, jobs)
})

// Would catch: a time limit that is followed by a second request.
test('a run that is answered too late may have started', async () => {
  const options = { faults: 'slow@run:5s:1', transport: { headersTimeoutMs: 60 } }
  const harness = await createEngineHarness(onTestFinished, options)
  const run = await harness.run(fresh(3))
  await harness.done(run)
  expect(await harness.states()).toEqual({ unknown: 1, finished: 2 })
  expect(harness.sandbox.ledger.requests('run').length).toBeLessThanOrEqual(3)
  expectNoneTwice(harness, await harness.jobs())
})

// Would catch: a job given up, or sent twice, when the service only asked to wait or was not there.
test.each([
  '429@run:4',
  '429-bare@run:4',
  '429-retry-after@run:4',
  '503@run:4',
  '503-retry-after@run:4',
  'down:200ms',
])('jobs that met %s are sent again and accepted once', async (faults) => {
  const harness = await common(faults)
  const run = await harness.run(fresh(12))
  await harness.done(run)
  const jobs = await harness.jobs(run)
  expect(jobs.filter((job) => job.state === 'finished')).toHaveLength(12)
  for (const job of jobs) expect(job.error).toBeNull()
  expectNoneTwice(harness, jobs)
})

// Would catch: requests inside a window that the service said is closed, or a budget that stands still after one.
test('under a limit with headers nothing is sent inside a closed window', async () => {
  const harness = await common('limit:10')
  const begun = harness.clock.now()
  const violations = harness.sandbox.ledger.violations
  const run = await harness.run(fresh(60))
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 60 })
  expect(harness.sandbox.ledger.violations).toBe(violations)
  // Two requests a job at ten a second are twelve seconds.
  expect(harness.clock.now() - begun).toBeLessThan(20_000)
})

// Would catch: an intent that is written after its request, or only into memory.
test('when a request arrives, its intent can be read from the disk by somebody else', async () => {
  const disk: { read: (() => unknown) | null } = { read: null }
  const seen: unknown[] = []
  const clock = new FakeClock()
  const now = (): number => {
    // The sandbox looks at the time as each request comes in.
    if (disk.read !== null) seen.push(disk.read())
    return clock.now()
  }
  const harness = await createEngineHarness(onTestFinished, { clock, sandbox: { now } })
  const other = new DatabaseSync(join(harness.folder, 'journal.db'), { readOnly: true })
  onTestFinished(() => other.close())
  const states = other.prepare('SELECT state FROM jobs')
  disk.read = () => states.get()?.['state']
  const run = await harness.run(fresh(1))
  await harness.done(run)
  expect(seen[0]).toBe('sending')
  expect(new Set(seen)).toEqual(new Set(['sending', 'started']))
})

// Would catch: a body that went through a parser or a text on its way to the disk.
test('the result is kept byte for byte, with its length, deadline and what it says', async () => {
  const faults = 'duplicate-keys,big-integers,big@run:700kB:1'
  const harness = await common(faults)
  const run = await harness.run(fresh(4))
  await harness.done(run)
  const jobs = await harness.jobs(run)
  expect(jobs).toHaveLength(4)
  const files: number[] = []
  for (const job of jobs) {
    const original = harness.sandbox.bodyOf(job.remoteJobId ?? '')
    const kept = await harness.journal.reader.body(job.id)
    if (original === null || kept === null) throw new Error('a body is missing')
    const bytes = kept.kind === 'inline' ? kept.bytes : readFileSync(kept.path)
    if (kept.kind === 'file') files.push(bytes.length)
    expect(Buffer.compare(bytes, original)).toBe(0)
    const run = harness.sandbox.ledger.runs().find((entry) => entry.jobid === job.remoteJobId)
    expect(job.durationMs).toBeGreaterThanOrEqual(800)
    expect(job.forgottenAt).toBe((run?.at ?? 0) + 172_800_000)
    expect(job.summary).not.toBe('')
    expect(job.verdict).not.toBe('none')
  }
  expect(files).toEqual([700_000])
})

// Would catch: main's thread blocked for a second by parsing a huge result for its row.
test('a result over 4 MB is kept and says only how large it is', async () => {
  const harness = await common('big@run:5MB')
  const run = await harness.run(fresh(1))
  await harness.done(run)
  const [job] = await harness.jobs(run)
  expect(job).toMatchObject({ state: 'finished', summary: 'A result of 5.0 MB', verdict: 'none' })
  expect(job?.body?.bytes).toBe(5_000_000)
})

// Would catch: a sealed link sent in its shortened form, or an unopenable one that stops the run.
test('a sealed link is opened for its request, and one that cannot be opened is not sent', async () => {
  const harness = await createEngineHarness(onTestFinished, {
    ports: {
      unseal: (ciphertext) =>
        Promise.resolve(
          ciphertext.length > 1 ? { kind: 'url', url: Buffer.from(ciphertext).toString('utf8') } : null,
        ),
    },
  })
  const source = { kind: 'url', url: 'https://example.com/a.jpg?…', sealed: true } as const
  const run = await harness.engine.createRun({
    connectionId: 'connection',
    workflowId: '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101',
    jobs: [
      { source, sealed: Buffer.from('https://example.com/a.jpg?sig=1') },
      { source, sealed: Buffer.from('x') },
    ],
  })
  if (!run.ok) throw new Error(run.error.message)
  await harness.done(run.data)
  expect(await harness.states()).toEqual({ finished: 1, stopped: 1 })
  expect(harness.sandbox.ledger.runs().map((run) => run.source)).toEqual(['https://example.com/a.jpg?sig=1'])
  const stopped = (await harness.jobs()).find((job) => job.state === 'stopped')
  expect(stopped?.error?.code).toBe('job.sourceLocked')
})
