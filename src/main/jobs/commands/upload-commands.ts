import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import { notAllowed, withJob } from '#main/jobs/runs/command-result.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { RunResumer } from './resume-runs.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { isAtHand, isWaiting, mayHold, mayTryAgain } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'

export interface UploadCommandsOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly commits: JobTransitions
  readonly runs: ActiveRuns
  readonly uploads: UploadScheduler
  readonly goingOn: Pick<RunResumer, 'requeue'>
}

/** A job that moves while it is being stopped is looked at again, so often at most. */
const LOOKS = 5

/** What a person does with one job before it is sent, and with one file. */
export class UploadCommands {
  readonly #options: UploadCommandsOptions

  constructor(options: UploadCommandsOptions) {
    this.#options = options
  }

  /** A failed upload, or a job stopped before it was sent, waits again; its parts are kept. */
  requeue(jobId: string): Promise<Result<Job>> {
    const { reader, commits, runs, uploads, goingOn } = this.#options
    return withJob(reader, jobId, (job) =>
      runs.keepOpen(job.runId, async () => {
        const waits = { error: null, endedAt: null }
        const queued = mayTryAgain(job) ? await commits.transition(job, 'queued', waits) : null
        if (queued === null) return notAllowed((await reader.job(jobId)) ?? job)
        await uploads.changed(queued)
        const now = isAtHand(queued) ? ((await commits.transition(queued, 'ready', {})) ?? queued) : queued
        await goingOn.requeue(now, true)
        return ok(now)
      }),
    )
  }

  /** Takes one waiting or uploading job out; what it uploaded is kept. */
  stopJob(jobId: string): Promise<Result<Job>> {
    const { reader, commits, ports, uploads } = this.#options
    return withJob(reader, jobId, async (found) => {
      let job = found
      for (let look = 0; look < LOOKS && isWaiting(job.state); look++) {
        const stopped = await commits.transition(job, 'stopped', { endedAt: ports.clock.now() })
        if (stopped !== null) {
          await uploads.changed(stopped)
          return ok(stopped)
        }
        job = (await reader.job(jobId)) ?? job
      }
      return notAllowed(job)
    })
  }

  /** Holds the upload of one file, or lets it go on. It goes on at the next start. */
  setUploadPaused(jobId: string, held: boolean): Promise<Result<Job>> {
    const { reader, uploads } = this.#options
    return withJob(reader, jobId, async (job) => {
      if (!mayHold(job)) return notAllowed(job)
      await uploads.hold(job, held)
      return ok(job)
    })
  }
}
