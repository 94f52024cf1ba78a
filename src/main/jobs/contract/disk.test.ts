import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'
import { findThread } from '#main/lib/testing/bundled-thread.ts'
import { expect, onTestFinished, test } from 'vitest'
import { openBody } from '#main/storage/bodies.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { createScratchFolder, journalWorkers } from '#main/storage/testing/journals.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail } from '#shared/model/result.ts'
import { handles, createEngineHarness } from '#main/jobs/testing/engine-harness.ts'
import { toFileJob, createLocalFiles, createUploadsHarness } from '#main/jobs/uploads/testing/files.ts'

/** A disk that is full while `full` says so. */
function disk() {
  const memory = new SharedArrayBuffer(4)
  const flag = new Int32Array(memory)
  const url = findThread(import.meta.resolve('#main/jobs/testing/full-disk.worker.ts'))
  return {
    spawn: { ...journalWorkers(), writer: () => new Worker(url, { workerData: memory }) },
    full: (now: boolean) => void Atomics.store(flag, 0, now ? 1 : 0),
  }
}

// Would catch: jobs sent whose intent is not on the disk, a job id lost because it could not be written, silence, a run
// that never goes on, or one that then sends again what was refused before.
test('a full disk stops sending, says so once, loses nothing, and the run goes on when it is resumed', async () => {
  const { spawn, full } = disk()
  let toFill = true
  const harness = await createEngineHarness(onTestFinished, {
    spawn,
    limits: { concurrency: 4, perSecond: null },
    sandbox: {
      now: () => {
        // Full in the middle: after the answer to the twentieth run was given, before it can be written.
        if (toFill && (harness?.sandbox.ledger.counts().run ?? 0) === 20) {
          toFill = false
          full(true)
        }
        return harness?.clock.now() ?? Date.UTC(2026, 10, 24, 9)
      },
    },
  })
  const run = await harness.run([...handles(10), 'Gone0000000000000001', ...handles(50, 10)])
  await harness.until(() => harness.notified.notices.length > 0)
  const sent = harness.sandbox.ledger.counts().run ?? 0
  for (let step = 0; step < 30; step++) {
    harness.clock.advance(1000)
    await harness.quiet()
  }
  expect(harness.sandbox.ledger.counts().run).toBe(sent)
  expect(harness.notified.notices.map((notice) => notice.code)).toEqual(['journal.diskFull'])
  expect(harness.notified.runs.at(-1)).toMatchObject({
    state: 'paused',
    pausedBy: { code: 'journal.diskFull' },
  })
  expect(await harness.engine.resume(run.id)).toMatchObject({
    ok: false,
    error: { code: 'journal.diskFull' },
  })
  expect(await harness.engine.acknowledge((await harness.jobs())[0]?.id ?? '')).toMatchObject({ ok: false })

  full(false)
  // Everything that happened meanwhile is written by itself, nothing new is sent.
  await harness.until(async () => (await harness.states()).sending === undefined)
  expect(harness.sandbox.ledger.counts().run).toBe(sent)
  expect(await harness.engine.resume(run.id)).toMatchObject({ ok: true, data: { state: 'running' } })
  await harness.done(run)
  expect(await harness.states()).toEqual({ finished: 60, rejected: 1 })
  expect(harness.sandbox.ledger.runs()).toHaveLength(60)
  expect(harness.sandbox.ledger.counts().run).toBe(61)
})

// Would catch: an exception, or a run that exists only in memory.
test('a run that cannot be written is refused, and nothing is sent', async () => {
  const { spawn, full } = disk()
  const harness = await createEngineHarness(onTestFinished, { spawn })
  full(true)
  await expect(harness.run(handles(3))).rejects.toThrow('The disk is full')
  full(false)
  harness.clock.advance(60_000)
  await harness.quiet()
  expect(harness.sandbox.ledger.counts().run ?? 0).toBe(0)
  expect(await harness.jobs()).toEqual([])
})

// Would catch: parts that travel though nobody can note that they arrived, or an upload that never goes on.
test('a full disk holds the uploads; with room again they go on with what is missing', async () => {
  const { spawn, full } = disk()
  const harness = await createUploadsHarness(onTestFinished, {
    spawn,
    ports: { uploadLimits: () => ({ files: 1, parts: 1 }) },
  })
  const local = createLocalFiles(onTestFinished).file('a.bin', 13_000_000)
  const run = await harness.start([toFileJob(local)])
  await harness.until(() => harness.puts() >= 1)
  full(true)
  await harness.until(() => harness.notified.notices.length > 0)
  await harness.quiet()
  const asked = harness.sandbox.ledger.seen
  harness.clock.advance(600_000)
  await harness.quiet()
  expect(harness.sandbox.ledger.seen).toBe(asked)
  expect(harness.notified.runs.at(-1)).toMatchObject({
    state: 'paused',
    pausedBy: { code: 'journal.diskFull' },
  })

  full(false)
  expect(await harness.engine.resume(run.id)).toMatchObject({ ok: true })
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 1 })
  // At most the one part that arrived and could not be noted travels twice.
  expect(harness.puts()).toBeLessThanOrEqual(4)
  expect(harness.sandbox.ledger.uploads().map(({ sha256 }) => sha256)).toEqual([local.sha256])
})

// Would catch: a result that finds no room taken for a bad answer, said never or for each job, or lost though it stays at the service.
test('a large result that finds no room pauses its run, and is kept once there is room', async () => {
  const folder = createScratchFolder(onTestFinished)
  const openSink = createIncomingBodies(folder)
  const disk = { isFull: true }
  const full = appError('journal.diskFull')
  const harness = await createEngineHarness(onTestFinished, {
    folder,
    faults: 'big@run:1MB',
    transport: {
      openBodySink: (listener) =>
        disk.isFull
          ? { write: () => true, finish: async () => fail(full), discard: async () => undefined }
          : openSink(listener),
    },
  })
  const run = await harness.run(handles(2))
  await harness.until(() => harness.notified.notices.length > 0)
  await harness.until(() => harness.notified.runs.at(-1)?.state === 'paused')
  expect(harness.notified.notices).toEqual([full])
  expect(harness.notified.runs.at(-1)).toMatchObject({ pausedBy: full, counts: { started: 2 } })
  disk.isFull = false
  expect(await harness.engine.resume(run.id)).toMatchObject({ ok: true })
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 2 })
  for (const { id, body } of await harness.jobs(run)) {
    const kept = await harness.journal.reader.body(id)
    expect(kept).toMatchObject({ kind: 'file', info: body })
    expect(kept === null ? 0 : (await buffer(await openBody(kept))).length).toBe(1_000_000)
  }
  expect(readdirSync(join(folder, 'bodies', 'incoming'))).toEqual([])
})
