import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { Transfer, UploadSlots } from '#main/filestack/upload/transfer-api.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { Job } from '#shared/model/job.ts'
import type { UploadProgress } from '#shared/model/run.ts'
import { SharedUpload, toUploadKey } from './shared-upload.ts'
import { UploadRunner } from './upload-runner.ts'
import { PausedUploads } from './paused-uploads.ts'
import { RunProgress, toSettledProgress } from './run-progress.ts'
import { RunUploads } from './run-uploads.ts'

/** So many jobs at most share one upload while it is under way; further ones come when it is over. */
const MAX_PARTICIPANTS = 50
/** Files that are only being put together by the service take no room, as long as they are not more than this. */
const MAX_MERGING_UPLOADS = 64

export interface UploadSchedulerOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly transitions: JobTransitions
  readonly runs: ActiveRuns
  readonly transfer: Transfer
  /** The room of a connection, shared by its transfers. */
  readonly slotsFor: (connectionId: string) => UploadSlots
  readonly track: (work: Promise<void>) => void
  /** A job became ready and may be sent. */
  readonly onReady: (job: Job) => void
}

/**
 * Brings the files of all runs to their handles: so many at once as allowed, interactive runs first, then the oldest,
 * in the order of their lists, read from the journal page by page.
 */
export class UploadScheduler {
  readonly #options: UploadSchedulerOptions
  readonly #runs = new Map<string, RunUploads>()
  readonly #sharedUploads = new Map<string, SharedUpload>()
  readonly #pausedUploads = new PausedUploads()
  readonly #runner: UploadRunner
  #isOpen = true

  constructor(options: UploadSchedulerOptions) {
    this.#options = options
    this.#runner = new UploadRunner({
      ...options,
      uploadsOf: (runId) => this.#runs.get(runId) ?? null,
      recountFiles: (runId) => this.#recountFiles(runId),
      onMerging: () => this.schedule(),
    })
  }

  /** Files of the run wait. To be called when some came, and when the run goes on. */
  async addRun(runId: string): Promise<void> {
    if (!this.#runs.has(runId)) await this.#loadRun(runId)
    this.#runs.get(runId)?.rewind()
    this.schedule()
  }

  /** A run paused, stops or goes on: its uploads do the same at once. */
  runStateChanged(runId: string): void {
    if (this.#options.runs.get(runId)?.state === 'running') this.#options.track(this.addRun(runId))
    else this.#cancelUnwanted()
  }

  /** No file of the run waits any more. */
  removeRun(runId: string): void {
    this.#pausedUploads.forgetRun(runId)
    const entry = this.#runs.get(runId)
    if (entry !== undefined) this.#finishRun(entry)
  }

  /** False: nothing more travels; true: goes on. */
  setOpen(open: boolean): void {
    this.#isOpen = open
    if (!open) return this.#cancelUnwanted()
    for (const entry of this.#runs.values()) entry.rewind()
    this.schedule()
  }

  /** Holds the upload of one job's file, or lets it go on. */
  async setPaused(job: Job, held: boolean): Promise<void> {
    this.#pausedUploads.set(job, held)
    this.#cancelUnwanted()
    this.#runs.get(job.runId)?.progress.publishSoon()
    if (!held) await this.addRun(job.runId)
  }

  /** A job was taken out or put back: counted anew, and nothing travels for nobody. */
  async jobChanged(job: Job): Promise<void> {
    this.#pausedUploads.set(job, false)
    this.#sharedUploads.get(toJobKey(job))?.removeJob(job.id)
    this.#cancelUnwanted()
    this.#runs.get(job.runId)?.progress.fileHalted(job.id)
    await this.#recountFiles(job.runId)
  }

  /** Null for a run without files of its own to upload. */
  async progress(runId: string): Promise<UploadProgress | null> {
    const entry = this.#runs.get(runId)
    if (entry !== undefined) return entry.progress.progress
    const files = await this.#options.reader.runFiles(runId)
    return files === null
      ? null
      : { ...toSettledProgress(runId, files), held: this.#pausedUploads.ofRun(runId) }
  }

  /** Begins what may begin now. To be called whenever something became possible. */
  schedule(): void {
    while (this.#isOpen && this.#hasFreeSlot()) {
      const job = this.#nextJob()
      if (job === null || !this.#startOrJoin(job)) return
    }
  }

  #hasFreeSlot(): boolean {
    const { files } = this.#options.ports.uploadLimits()
    const merging = [...this.#sharedUploads.values()].filter((carried) => carried.isMerging).length
    return this.#sharedUploads.size - merging < files && merging <= MAX_MERGING_UPLOADS
  }

  async #loadRun(runId: string): Promise<void> {
    const { reader, runs, ports } = this.#options
    const { counts } = (await reader.run(runId)) ?? {}
    if (counts === undefined || counts.queued + counts.uploading === 0) return
    const files = await reader.runFiles(runId)
    const run = runs.get(runId)
    if (files === null || run === null || this.#runs.has(runId)) return
    const publish = ports.onUploads
    const pausedJobIds = (): readonly string[] => this.#pausedUploads.ofRun(runId)
    const progress = new RunProgress({ runId, clock: ports.clock, publish, pausedJobIds }, files)
    this.#runs.set(runId, new RunUploads(reader, run, progress))
    progress.publishSoon()
  }

  #nextJob(): Job | null {
    const { runs, track } = this.#options
    for (const entry of this.#listByPriority()) {
      const run = runs.get(entry.runId)
      if (run?.state !== 'running' || !entry.canBegin(run.options.firstResults)) continue
      const job = this.#nextJobOf(entry)
      if (entry.low) track(entry.fill().then(() => this.schedule()))
      if (job !== null) return job
      const isOver =
        entry.exhausted && entry.inFlight === 0 && this.#pausedUploads.ofRun(entry.runId).length === 0
      if (isOver) this.#finishRun(entry)
    }
    return null
  }

  #nextJobOf(entry: RunUploads): Job | null {
    for (let job = entry.next(); job !== null; job = entry.next())
      if (!this.#pausedUploads.has(job.id)) return job
    return null
  }

  #listByPriority(): readonly RunUploads[] {
    return [...this.#runs.values()].toSorted(
      (a, b) => Number(b.isInteractive) - Number(a.isInteractive) || (a.runId < b.runId ? -1 : 1),
    )
  }

  /** False when the job has to wait for others that share its file. */
  #startOrJoin(job: Job): boolean {
    const { source } = job
    if (source.kind !== 'file') return true
    const key = toUploadKey(job.connectionId, source.path)
    const shared = this.#sharedUploads.get(key)
    if (shared?.jobs.has(job.id) === true) return true
    if (shared !== undefined && !shared.isOpen) {
      shared.lateRunIds.add(job.runId)
      return true
    }
    if (shared !== undefined && shared.jobs.size >= MAX_PARTICIPANTS) {
      this.#runs.get(job.runId)?.putBack(job)
      return false
    }
    const carried = shared ?? new SharedUpload(job, source.path)
    this.#runner.join(carried, job)
    if (shared === undefined) {
      this.#sharedUploads.set(key, carried)
      this.#options.track(this.#runner.run(carried).finally(() => this.#uploadEnded(key, carried)))
    }
    return true
  }

  #uploadEnded(key: string, carried: SharedUpload): void {
    this.#sharedUploads.delete(key)
    this.#runner.release(carried)
    const again = new Set(carried.lateRunIds)
    for (const { job } of carried.jobs.values()) {
      if (carried.signal.aborted) again.add(job.runId)
      // It came for another job that shares it: there is nothing left to hold.
      else this.#pausedUploads.set(job, false)
    }
    for (const runId of again) this.#runs.get(runId)?.rewind()
    this.schedule()
  }

  /** Calls off what no job wants that may go on now. */
  #cancelUnwanted(): void {
    for (const carried of this.#sharedUploads.values()) {
      const wanted = [...carried.jobs.values()].some(({ job }) => this.#canContinue(job))
      if (!wanted) carried.cancel()
    }
  }

  #canContinue(job: Job): boolean {
    return (
      this.#isOpen &&
      !this.#pausedUploads.has(job.id) &&
      this.#options.runs.get(job.runId)?.state === 'running'
    )
  }

  /** The last word on a run's files is the journal's. */
  #finishRun(entry: RunUploads): void {
    this.#runs.delete(entry.runId)
    this.#options.track(this.#recountFiles(entry.runId, entry))
  }

  async #recountFiles(runId: string, entry = this.#runs.get(runId)): Promise<void> {
    if (entry === undefined) return
    const files = await this.#options.reader.runFiles(runId)
    if (files !== null) entry.progress.setCounts(files)
  }
}

const toJobKey = ({ connectionId, source }: Job): string =>
  source.kind === 'file' ? toUploadKey(connectionId, source.path) : ''
