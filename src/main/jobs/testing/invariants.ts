import { expect } from 'vitest'
import { sourceText } from '#shared/model/source.ts'
import { isOpen } from '#shared/model/job-state.ts'
import type { EngineHarness } from './engine-harness.ts'

/** What holds whatever happened: no job is started twice, no accepted start is lost, and each result is what was sent. */
export async function expectInvariants(harness: EngineHarness): Promise<void> {
  const jobs = await harness.jobs()
  const accepted = harness.sandbox.ledger.runs()
  for (const { jobid: remoteJobId, source } of accepted) {
    const matching = jobs.filter((job) => job.remoteJobId === remoteJobId)
    const doubtful = jobs.filter((job) => job.state === 'unknown' && sourceText(job.source) === source)
    // Each accepted run is one job's, or one that honestly says that it may have started.
    expect(matching.length === 1 || (matching.length === 0 && doubtful.length > 0)).toBe(true)
  }
  for (const job of jobs) {
    const source = sourceText(job.source)
    const ofSource = jobs.filter((other) => sourceText(other.source) === source)
    const runs = accepted.filter((run) => run.source === source)
    expect(runs.length).toBeLessThanOrEqual(ofSource.length)
    if (job.state === 'finished') {
      const body = await harness.journal.reader.body(job.id)
      const original = harness.sandbox.bodyOf(job.remoteJobId ?? '')
      expect(body?.kind === 'inline' && Buffer.from(body.bytes).equals(original ?? Buffer.alloc(0))).toBe(
        true,
      )
    }
    if (job.state === 'rejected' || job.state === 'stopped') expect(job.remoteJobId).toBeNull()
  }
}

/** Lets all that is open come to its end, as a person would: paused runs go on, started jobs are watched, and held files go on. */
export async function settle(harness: EngineHarness): Promise<void> {
  const { engine, journal } = harness
  await harness.until(async () => {
    for (const run of await journal.reader.runs({ states: ['paused'] }, 100)) await engine.resume(run.id)
    for (const job of await harness.jobs())
      if (job.state === 'started' && !job.watching) await engine.setWatching(job.id, true)
    for (const { id } of await journal.reader.deletions(0, 100)) await engine.restoreJobs(id)
    for (const { id } of await journal.reader.heldUploads()) await engine.setUploadHeld(id, false)
    return (await harness.jobs()).every((job) => !isOpen(job.state))
  })
}

/** Until no run is open; one that a full disk has paused goes on when the person lets it. */
export function untilAllDone(harness: EngineHarness): Promise<void> {
  return harness.until(async () => {
    const open = await harness.journal.reader.runs({ states: ['running', 'paused', 'stopping'] }, 100)
    for (const run of open) if (run.state === 'paused') await harness.engine.resume(run.id)
    return open.length === 0
  })
}
