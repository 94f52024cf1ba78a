import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { Transfer, UploadSlots } from '#main/filestack/upload/transfer-api.ts'
import type { Job } from '#shared/model/job.ts'
import type { UploadProgress } from '#shared/model/run.ts'
import { HeldUploads } from './held-uploads.ts'
import { toSettledProgress } from './run-progress.ts'
import { SharedUpload, toUploadKey } from './shared-upload.ts'
import { UploadQueue } from './upload-queue.ts'
import { UploadRunner } from './upload-runner.ts'

/** So many jobs at most share one upload while it is under way; further ones are looked at when it is over. */
const MAX_PARTICIPANTS = 50
/** Files whose parts the service is only merging need no place among the others, as long as they are not more than this. */
const MAX_MERGING_UPLOADS = 64

export interface UploadSchedulerOptions extends EngineContext {
  readonly transfer: Transfer
  /** The slots of a connection, shared by its transfers. */
  readonly slotsFor: (connectionId: string) => UploadSlots
}

/**
 * Decides whose file is uploaded next, so many files at once as the setting allows, and cancels what must not go on: by a
 * pause, a stop or a lost network.
 */
export class UploadScheduler {
  readonly #options: UploadSchedulerOptions
  readonly #queue: UploadQueue
  readonly #runner: UploadRunner
  readonly #heldUploads = new HeldUploads()
  readonly #sharedUploads = new Map<string, SharedUpload>()
  #isRunning = true

  constructor(options: UploadSchedulerOptions) {
    this.#options = options
    this.#queue = new UploadQueue({
      ...options,
      heldUploads: this.#heldUploads,
      onFilled: () => this.schedule(),
    })
    this.#runner = new UploadRunner({ ...options, queue: this.#queue, onMerging: () => this.schedule() })
  }

  /** Holds what the person held in an earlier process. To be called before any file is uploaded. */
  async restoreHeld(): Promise<void> {
    this.#heldUploads.restore(await this.#options.reader.heldUploads())
  }

  /** To be called when files of the run begin to wait, and when the run goes on. */
  async addRun(runId: string): Promise<void> {
    await this.#queue.add(runId)
    this.schedule()
  }

  /** A run paused, stops or goes on: its uploads do the same at once. */
  runStateChanged(runId: string): void {
    if (this.#options.runs.get(runId)?.state === 'running') this.#options.track(this.addRun(runId))
    else this.#cancelUnwanted()
  }

  /** No file of the run waits any more. */
  removeRun(runId: string): void {
    this.#heldUploads.removeRun(runId)
    this.#queue.remove(runId)
  }

  /** False: what is under way is cancelled and nothing begins; true: uploads go on. */
  setRunning(isRunning: boolean): void {
    this.#isRunning = isRunning
    if (!isRunning) return this.#cancelUnwanted()
    this.#queue.rewindAll()
    this.schedule()
  }

  /** Holds the upload of one job's file, or lets it go on. */
  async setHeld(job: Job, isHeld: boolean): Promise<void> {
    this.#heldUploads.set(job, isHeld)
    this.#cancelUnwanted()
    this.#queue.find(job.runId)?.progress.publishSoon()
    if (!isHeld) await this.addRun(job.runId)
  }

  /** A job was stopped or waits again: its run is counted anew, and an upload that no job wants any more is cancelled. */
  async jobChanged(job: Job): Promise<void> {
    this.#heldUploads.set(job, false)
    this.#sharedUploads.get(toJobKey(job))?.removeJob(job.id)
    this.#cancelUnwanted()
    this.#queue.find(job.runId)?.progress.filePaused(job.id)
    await this.#queue.recount(job.runId)
  }

  /** Null for a run without files of its own to upload. */
  async progress(runId: string): Promise<UploadProgress | null> {
    const uploads = this.#queue.find(runId)
    if (uploads !== null) return uploads.progress.progress
    const files = await this.#options.reader.runFiles(runId)
    if (files === null) return null
    return { ...toSettledProgress(runId, files), held: this.#heldUploads.listOfRun(runId) }
  }

  /** Begins what may begin now. To be called whenever something became possible. */
  schedule(): void {
    while (this.#isRunning && this.#hasFreeSlot()) {
      const job = this.#queue.nextJob()
      if (job === null || !this.#startOrJoin(job)) return
    }
  }

  #hasFreeSlot(): boolean {
    const { files } = this.#options.ports.uploadLimits()
    const merging = [...this.#sharedUploads.values()].filter((upload) => upload.isMerging).length
    return this.#sharedUploads.size - merging < files && merging <= MAX_MERGING_UPLOADS
  }

  /** False when the job has to wait for others that share its file. */
  #startOrJoin(job: Job): boolean {
    const { source } = job
    if (source.kind !== 'file') return true
    const key = toUploadKey(job.connectionId, source.path)
    const existing = this.#sharedUploads.get(key)
    if (existing?.jobs.has(job.id) === true) return true
    if (existing !== undefined && !existing.canJoin) {
      existing.lateRunIds.add(job.runId)
      return true
    }
    if (existing !== undefined && existing.jobs.size >= MAX_PARTICIPANTS) {
      this.#queue.find(job.runId)?.putBack(job)
      return false
    }
    const upload = existing ?? new SharedUpload(job, source.path)
    this.#runner.join(upload, job)
    if (existing === undefined) {
      this.#sharedUploads.set(key, upload)
      this.#options.track(this.#runner.run(upload).finally(() => this.#uploadEnded(key, upload)))
    }
    return true
  }

  #uploadEnded(key: string, upload: SharedUpload): void {
    this.#sharedUploads.delete(key)
    this.#runner.release(upload)
    const runIds = new Set(upload.lateRunIds)
    for (const { job } of upload.jobs.values()) {
      if (upload.signal.aborted) runIds.add(job.runId)
      // The file arrived for another job that shares it: there is nothing left to hold.
      else this.#heldUploads.set(job, false)
    }
    for (const runId of runIds) this.#queue.rewind(runId)
    this.schedule()
  }

  /** Cancels the uploads that no job wants which may go on now. */
  #cancelUnwanted(): void {
    for (const upload of this.#sharedUploads.values()) {
      const isWanted = [...upload.jobs.values()].some(({ job }) => this.#canContinue(job))
      if (!isWanted) upload.cancel()
    }
  }

  #canContinue(job: Job): boolean {
    const isRunning = this.#options.runs.get(job.runId)?.state === 'running'
    return this.#isRunning && isRunning && !this.#heldUploads.has(job.id)
  }
}

const toJobKey = ({ connectionId, source }: Job): string =>
  source.kind === 'file' ? toUploadKey(connectionId, source.path) : ''
