import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'
import type { CommandId } from './command-executor.ts'
import { executeOnJob } from './execute-on-job.ts'
import type { RunResumer } from './resume-runs.ts'

export interface UploadCommandsParts {
  readonly uploads: Pick<UploadScheduler, 'jobChanged' | 'setHeld'>
  readonly resumer: Pick<RunResumer, 'activate' | 'proceed'>
}

/** What a person does with one job before it is sent, and with one file. */
export class UploadCommands {
  readonly #context: EngineContext
  readonly #parts: UploadCommandsParts

  constructor(context: EngineContext, parts: UploadCommandsParts) {
    this.#context = context
    this.#parts = parts
  }

  /** Puts a job whose upload failed, or that was stopped before it was sent, back in the queue; uploaded parts are kept. */
  requeue(jobId: string, commandId?: CommandId): Promise<Result<Job>> {
    const { runs } = this.#context
    const { uploads, resumer } = this.#parts
    const version = (runId: string): number => runs.get(runId)?.version ?? 0
    let before = 0
    return executeOnJob(this.#context, commandId, {
      command: { kind: 'requeueJob', jobId },
      begin: (runId) => (before = version(runId)),
      follow: async (job, run) => {
        await uploads.jobChanged(job)
        const active = await resumer.activate(run)
        if (active.state === 'stopping' || active.state === 'done') runs.goOn(active, before, active.options)
        await resumer.proceed(active, job)
      },
    })
  }

  /** Stops one waiting or uploading job; uploaded parts are kept. *Continue* does not send it. */
  stopJob(jobId: string, commandId?: CommandId): Promise<Result<Job>> {
    return executeOnJob(this.#context, commandId, {
      command: { kind: 'stopJob', jobId },
      follow: (job) => this.#parts.uploads.jobChanged(job),
    })
  }

  /** Holds the upload of one file, also across restarts, or lets it go on. */
  setUploadHeld(jobId: string, held: boolean, commandId?: CommandId): Promise<Result<Job>> {
    return executeOnJob(this.#context, commandId, {
      command: { kind: 'hold', jobId, held },
      follow: (job) => this.#parts.uploads.setHeld(job, held),
    })
  }
}
