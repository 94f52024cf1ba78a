import { utimesSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import type { Run } from '#shared/model/run.ts'
import {
  createSharedHarness,
  toFileJob,
  createUploadsHarness,
  type UploadsHarness,
} from '#main/jobs/uploads/testing/files.ts'

const { common, file } = createSharedHarness()

/** Three parts: two of 6 MiB, the last one smaller. */
const BYTES = 13_000_000
const PARTS = 3

const kept = async (harness: UploadsHarness, run: Run): Promise<number> => {
  const [job] = await harness.inOrder(run)
  return (await harness.journal.reader.parts(job?.uploadId ?? '')).length
}
const asked = (harness: UploadsHarness): number => harness.sandbox.ledger.seen

/** A run of one file of which some parts, but not all, are with the storage. */
async function halfway(harness: UploadsHarness, name: string) {
  const local = file(name, BYTES)
  const run = await harness.start([toFileJob(local)])
  await harness.until(
    () => (harness.uploads.findLast(({ runId }) => runId === run.id)?.bytes.stored ?? 0) > 0,
  )
  return { local, run }
}

/** Nothing more leaves, however much time passes. */
async function expectStandstill(harness: UploadsHarness): Promise<void> {
  await harness.quiet()
  const before = asked(harness)
  for (let step = 0; step < 5; step++) {
    harness.clock.advance(60_000)
    await harness.quiet()
  }
  expect(asked(harness)).toBe(before)
}

/** From here on only the parts that are not kept travel, and the file arrives whole under one handle. */
async function expectOnlyTheRest(
  harness: UploadsHarness,
  run: Run,
  sha256: string,
  go: () => Promise<unknown>,
) {
  const [before, there] = [harness.puts(), await kept(harness, run)]
  expect(there).toBeGreaterThan(0)
  expect(there).toBeLessThan(PARTS)
  await go()
  await harness.until(
    () => harness.notified.jobs.findLast(({ runId }) => runId === run.id)?.state === 'finished',
  )
  expect(harness.puts() - before).toBe(PARTS - there)
  const [job] = await harness.inOrder(run)
  const arrived = harness.sandbox.ledger.uploads().filter((upload) => upload.sha256 === sha256)
  expect(arrived.map(({ handle }) => handle)).toEqual([job?.handle])
  expect(job?.state).toBe('finished')
}

// Would catch: an upload that begins anew after a kill or a close, or is forgotten by it.
test('killed in the middle, started, closed, started: only the missing parts travel', async () => {
  const ports = { uploadLimits: () => ({ files: 2, parts: 1 }) }
  const local = file('restarted.bin', BYTES)
  const first = await createUploadsHarness(onTestFinished, { ports })
  const run = await first.start([toFileJob(local)])
  await first.until(() => (first.uploads.at(-1)?.bytes.stored ?? 0) > 0)
  await first.journal.close()
  await first.close()

  const second = await createUploadsHarness(onTestFinished, { after: first, ports })
  const found = await second.engine.uploadProgress(run.id)
  expect(found).toMatchObject({ files: { total: 1 }, bytes: { total: BYTES }, underWay: [] })
  expect(found?.bytes.stored).toBeGreaterThanOrEqual(6 * 1024 * 1024)
  await second.engine.start('continue')
  await second.close()

  const harness = await createUploadsHarness(onTestFinished, { after: second, ports })
  await expectOnlyTheRest(harness, run, local.sha256, () => harness.engine.start('continue'))
})

// Would catch: a pause after which bytes still travel, or that throws away what arrived.
test('a pause sends nothing more of a file; resume sends the rest', async () => {
  const harness = await common({ parts: 1 })
  const { local, run } = await halfway(harness, 'paused.bin')
  expect(await harness.engine.pause(run.id)).toMatchObject({ ok: true })
  await expectStandstill(harness)
  expect(await harness.states(run)).toEqual({ uploading: 1 })
  expect(harness.uploads.at(-1)).toMatchObject({ underWay: [], perSecond: null })
  await expectOnlyTheRest(harness, run, local.sha256, () => harness.engine.resume(run.id))
})

// Would catch: an upload that goes on without a network, or not at all with it.
test('offline nothing is sent; online again the rest', async () => {
  const harness = await common({ parts: 1 })
  const { local, run } = await halfway(harness, 'offline.bin')
  harness.engine.setOnline(false)
  await expectStandstill(harness)
  await expectOnlyTheRest(harness, run, local.sha256, async () => harness.engine.setOnline(true))
})

// Would catch: a file held that travels on, one that holds the others, or one that can never go on.
test('a file that is held waits, the others go on; let go it sends the rest', async () => {
  const harness = await common({ parts: 1 })
  const { local, run } = await halfway(harness, 'held.bin')
  const [job] = await harness.inOrder(run)
  expect(await harness.engine.setUploadHeld(job?.id ?? '', true)).toMatchObject({ ok: true })
  const other = await harness.start([toFileJob(file('not held', 10))])
  await harness.done(other)
  await expectStandstill(harness)
  expect(await harness.engine.uploadProgress(run.id)).toMatchObject({ underWay: [], held: [job?.id] })
  const goOn = () => harness.engine.setUploadHeld(job?.id ?? '', false)
  await expectOnlyTheRest(harness, run, local.sha256, goOn)
  expect(await goOn()).toMatchObject({ ok: false, error: { code: 'job.notAllowed' } })
})

// Would catch: a hold that is forgotten by a restart, so that a file travels which the person holds; one that outlives its wait.
test('a file that is held is held after a restart, too, until it is let go or taken out', async () => {
  const ports = { uploadLimits: () => ({ files: 1, parts: 1 }) }
  const [local, other] = [file('held over a restart.bin', BYTES), file('taken out.bin', 10)]
  const first = await createUploadsHarness(onTestFinished, { ports })
  const run = await first.start([toFileJob(local), toFileJob(other)])
  await first.until(() => (first.uploads.at(-1)?.bytes.stored ?? 0) > 0)
  const [job, takenOut] = await first.inOrder(run)
  const ids = [job?.id ?? '', takenOut?.id ?? ''] as const
  for (const id of ids) await first.engine.setUploadHeld(id, true, `hold ${id}`)
  await first.close()

  const harness = await createUploadsHarness(onTestFinished, { after: first, ports })
  await harness.engine.start('continue')
  await expectStandstill(harness)
  expect((await harness.engine.uploadProgress(run.id))?.held.toSorted()).toEqual([...ids])
  // Taken out and back again, a job waits like any other.
  await harness.engine.stopJob(ids[1])
  await harness.engine.requeueJob(ids[1])
  await harness.until(async () => (await harness.states(run)).finished === 1)
  await expectOnlyTheRest(harness, run, local.sha256, () => harness.engine.setUploadHeld(ids[0], false))
  expect(await harness.journal.reader.heldUploads()).toEqual([])
})

// Would catch: a job held for ever whose file arrived long ago.
test('a file that is held for one job and not for another arrives for both', async () => {
  const harness = await common({ parts: 1 })
  const local = file('held by one.bin', BYTES)
  const run = await harness.start([toFileJob(local), toFileJob(local)])
  await harness.until(
    () => (harness.uploads.findLast(({ runId }) => runId === run.id)?.bytes.stored ?? 0) > 0,
  )
  const [job] = await harness.inOrder(run)
  await harness.engine.setUploadHeld(job?.id ?? '', true)
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 2 })
  expect(await harness.engine.uploadProgress(run.id)).toMatchObject({
    files: { stored: 2, total: 2 },
    underWay: [],
    held: [],
  })
})

// Would catch: a stopped file that travels on, takes its run's other jobs along, or has lost its parts when tried again.
test('a job taken out sends nothing more; tried again it sends the rest, and its run goes on', async () => {
  const harness = await common({ parts: 1 })
  const { local, run } = await halfway(harness, 'stopped.bin')
  const [job] = await harness.inOrder(run)
  expect(await harness.engine.stopJob(job?.id ?? '')).toMatchObject({ ok: true, data: { state: 'stopped' } })
  await harness.done(run)
  await expectStandstill(harness)
  const requeueJob = () => harness.engine.requeueJob(job?.id ?? '')
  await expectOnlyTheRest(harness, run, local.sha256, requeueJob)
  expect(await requeueJob()).toMatchObject({ ok: false, error: { code: 'job.notAllowed' } })
})

// Would catch: a stop of the run that leaves files travelling.
test('a run that is stopped sends nothing more of its files', async () => {
  const harness = await common({ parts: 1 })
  const { run } = await halfway(harness, 'run stopped.bin')
  expect(await harness.engine.stop(run.id)).toMatchObject({ ok: true })
  await harness.done(run)
  await expectStandstill(harness)
  expect(await harness.states(run)).toEqual({ stopped: 1 })
})

// Would catch: a failed upload that is no failed job, or whose parts are sent again.
test('a failed upload says why; tried again it sends the rest', async () => {
  const harness = await common({ parts: 1 })
  const { local, run } = await halfway(harness, 'failed.bin')
  harness.sandbox.setFaults('403@upload-put')
  await harness.done(run)
  const [job] = await harness.inOrder(run)
  expect(job).toMatchObject({ state: 'failed', handle: null, error: { status: 403 } })
  harness.sandbox.setFaults('')
  await expectOnlyTheRest(harness, run, local.sha256, () => harness.engine.requeueJob(job?.id ?? ''))
})

// Would catch: the parts of two versions of a file put together into one.
test('a file that changed since begins anew, and says so', async () => {
  const harness = await common({ parts: 1 })
  const { local, run } = await halfway(harness, 'changed.bin')
  await harness.engine.pause(run.id)
  await harness.quiet()
  writeFileSync(local.path, Buffer.alloc(BYTES, 7))
  utimesSync(local.path, 1, 1)
  const before = harness.puts()
  await harness.engine.resume(run.id)
  await harness.done(run)
  expect(harness.puts() - before).toBe(PARTS)
  const notes = harness.notified.jobs.filter(({ runId }) => runId === run.id).map(({ error }) => error?.code)
  expect(notes).toContain('upload.startedOver')
  const [job] = await harness.inOrder(run)
  expect(job).toMatchObject({ state: 'finished', error: null })
  expect(harness.sandbox.ledger.uploads().some(({ sha256 }) => sha256 === local.sha256)).toBe(false)
})
