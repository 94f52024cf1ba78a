import type { EngineContext } from '#main/jobs/engine-context.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'
import type { SharedUpload, UploadingPatch } from './shared-upload.ts'
import type { UploadQueue } from './upload-queue.ts'

export interface ParticipantsOptions extends EngineContext {
  readonly queue: UploadQueue
}

/** Moves the jobs of a shared upload along with it, and counts them in their runs. */
export class Participants {
  readonly #options: ParticipantsOptions

  constructor(options: ParticipantsOptions) {
    this.#options = options
  }

  /** The job becomes `uploading` with the upload. */
  join(upload: SharedUpload, job: Job): void {
    const uploads = this.#options.queue.find(job.runId)
    if (uploads !== null) uploads.inFlight += 1
    upload.join(job, (patch) => this.#markUploading(upload, job, patch))
  }

  /** To be called when the upload has ended, whatever its end. */
  release(upload: SharedUpload): void {
    const { queue } = this.#options
    upload.closeToJobs()
    for (const runId of upload.runIds) {
      const uploads = queue.find(runId)
      if (uploads !== null) uploads.inFlight -= 1
    }
    for (const { job } of upload.jobs.values()) queue.find(job.runId)?.progress.filePaused(job.id)
  }

  /** The storage has confirmed so many bytes of the file. */
  setStoredBytes(upload: SharedUpload, bytes: number): void {
    for (const { job } of upload.jobs.values())
      this.#options.queue.find(job.runId)?.progress.fileGrew(job.id, bytes)
  }

  /** The file has its handle: its jobs are ready. */
  async finish(upload: SharedUpload, handle: string): Promise<void> {
    const { queue, transitions, runs, schedulers } = this.#options
    upload.closeToJobs()
    await this.#forEachUploading(upload, async (job) => {
      queue.find(job.runId)?.refusals.started()
      const ready = await transitions.transitionDurably(job, 'ready', { handle, error: null })
      if (ready === null) return
      queue.find(job.runId)?.progress.fileStored(job.id)
      runs.get(ready.runId)?.feed.add(ready)
      schedulers.sendNext(ready.connectionId)
    })
  }

  /** The upload failed, and its jobs with it. Failures in a row that are refusals pause a run (contract 10). */
  async fail(upload: SharedUpload, error: AppError): Promise<void> {
    const { queue, transitions, ports } = this.#options
    upload.closeToJobs()
    await this.#forEachUploading(upload, async (job) => {
      const failed = await transitions.transitionDurably(job, 'failed', { error, endedAt: ports.clock.now() })
      if (failed !== null) queue.find(job.runId)?.progress.fileFailed(job.id)
    })
    for (const runId of new Set(upload.runIds)) {
      const refusal = error.status === undefined ? null : (queue.find(runId)?.refusals.refused(error) ?? null)
      if (refusal !== null) await this.#pauseRun(runId, refusal)
    }
  }

  /** Pauses the runs of all jobs that joined. */
  async pauseRuns(upload: SharedUpload, error: AppError): Promise<void> {
    for (const runId of new Set(upload.runIds)) await this.#pauseRun(runId, error)
  }

  /** Null when the job was stopped meanwhile, or nothing can be written. */
  async #markUploading(
    upload: SharedUpload,
    job: Job,
    { uploadId, note }: UploadingPatch,
  ): Promise<Job | null> {
    const { transitions, queue } = this.#options
    const patch = { ...(uploadId === null ? {} : { uploadId }), error: note }
    try {
      const uploadingJob =
        job.state === 'queued'
          ? await transitions.transition(job, 'uploading', patch)
          : await transitions.patch(job, patch)
      if (uploadingJob !== null && uploadId !== null && upload.jobs.has(job.id)) {
        const bytes = job.source.kind === 'file' ? job.source.bytes : undefined
        const before = bytes ?? (job.uploadId === null ? 0 : upload.totalBytes)
        const kept = job.uploadId === null ? 0 : upload.keptBytes
        const totalBytes = bytes ?? upload.totalBytes
        queue.find(job.runId)?.progress.fileStarted(job.id, upload.storedBytes, totalBytes, { before, kept })
      }
      return uploadingJob
    } catch (cause) {
      if (cause instanceof JournalError) return null
      throw cause
    }
  }

  async #forEachUploading(upload: SharedUpload, settle: (job: Job) => Promise<void>): Promise<void> {
    await Promise.all(
      [...upload.jobs.values()].map(async ({ uploadingJob }) => {
        const job = await uploadingJob
        if (job !== null) await settle(job)
      }),
    )
  }

  async #pauseRun(runId: string, error: AppError): Promise<void> {
    const { runs } = this.#options
    const run = runs.get(runId)
    if (run !== null) await runs.pauseWithReason(run, error)
  }
}
