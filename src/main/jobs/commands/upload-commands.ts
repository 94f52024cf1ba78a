import { hasRemoteSource, isWaiting, mayHold, mayTryAgain } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import { notAllowed, withJob } from '#main/jobs/runs/command-result.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'
import type { RunResumer } from './resume-runs.ts'

export interface UploadCommandsParts {
  readonly uploads: Pick<UploadScheduler, 'jobChanged' | 'setPaused'>
  readonly resumer: Pick<RunResumer, 'requeue'>
}

/** A job that changes its state while it is being stopped is read again, so often at most. */
const MAX_STOP_ATTEMPTS = 5

/** What a person does with one job before it is sent, and with one file. */
export class UploadCommands {
  readonly #context: EngineContext
  readonly #parts: UploadCommandsParts

  constructor(context: EngineContext, parts: UploadCommandsParts) {
    this.#context = context
    this.#parts = parts
  }

  /** A failed upload, or a job that was stopped before it was sent, waits again; its parts are kept. */
  requeue(jobId: string): Promise<Result<Job>> {
    const { reader, transitions, runs } = this.#context
    const { uploads, resumer } = this.#parts
    return withJob(reader, jobId, (job) =>
      runs.keepOpen(job.runId, async () => {
        const patch = { error: null, endedAt: null }
        const queued = mayTryAgain(job) ? await transitions.transition(job, 'queued', patch) : null
        if (queued === null) return notAllowed((await reader.job(jobId)) ?? job)
        await uploads.jobChanged(queued)
        const ready = hasRemoteSource(queued) ? await transitions.transition(queued, 'ready', {}) : null
        const waiting = ready ?? queued
        await resumer.requeue(waiting, true)
        return ok(waiting)
      }),
    )
  }

  /** Takes one waiting or uploading job out; what it uploaded is kept. */
  stopJob(jobId: string): Promise<Result<Job>> {
    const { reader, transitions, clock } = this.#context
    return withJob(reader, jobId, async (found) => {
      let job = found
      for (let attempt = 0; attempt < MAX_STOP_ATTEMPTS && isWaiting(job.state); attempt++) {
        const stopped = await transitions.transition(job, 'stopped', { endedAt: clock.now() })
        if (stopped !== null) {
          await this.#parts.uploads.jobChanged(stopped)
          return ok(stopped)
        }
        job = (await reader.job(jobId)) ?? job
      }
      return notAllowed(job)
    })
  }

  /** Pauses the upload of one file, or lets it go on. It goes on at the next start, too. */
  setUploadPaused(jobId: string, isPaused: boolean): Promise<Result<Job>> {
    return withJob(this.#context.reader, jobId, async (job) => {
      if (!mayHold(job)) return notAllowed(job)
      await this.#parts.uploads.setPaused(job, isPaused)
      return ok(job)
    })
  }
}
