import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { Transfer, UploadSlots } from '#main/filestack/upload/transfer-api.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { Job } from '#shared/model/job.ts'
import type { UploadProgress } from '#shared/model/run.ts'
import { SharedUpload, keyOf } from './shared-upload.ts'
import { UploadRunner } from './upload-runner.ts'
import { PausedUploads } from './paused-uploads.ts'
import { RunProgress, settledProgress } from './run-progress.ts'
import { RunUploads } from './run-uploads.ts'

/** So many jobs at most share one upload while it is under way; further ones come when it is over. */
const MOST_SHARING = 50
/** Files that are only being put together by the service take no room, as long as they are not more than this. */
const MOST_MERGING = 64

export interface UploadSchedulerOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly commits: JobTransitions
  readonly runs: ActiveRuns
  readonly transfer: Transfer
  /** The room of a connection, shared by its transfers. */
  readonly room: (connectionId: string) => UploadSlots
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
  readonly #carried = new Map<string, SharedUpload>()
  readonly #held = new PausedUploads()
  readonly #carrier: UploadRunner
  #open = true

  constructor(options: UploadSchedulerOptions) {
    this.#options = options
    this.#carrier = new UploadRunner({
      ...options,
      entry: (runId) => this.#runs.get(runId) ?? null,
      recount: (runId) => this.#recount(runId),
      onMerging: () => this.pump(),
    })
  }

  /** Files of the run wait. To be called when some came, and when the run goes on. */
  async begin(runId: string): Promise<void> {
    if (!this.#runs.has(runId)) await this.#add(runId)
    this.#runs.get(runId)?.rewind()
    this.pump()
  }

  /** A run paused, stops or goes on: its uploads do the same at once. */
  moved(runId: string): void {
    if (this.#options.runs.get(runId)?.state === 'running') this.#options.track(this.begin(runId))
    else this.#callOffUnwanted()
  }

  /** No file of the run waits any more. */
  end(runId: string): void {
    this.#held.forgetRun(runId)
    const entry = this.#runs.get(runId)
    if (entry !== undefined) this.#finish(entry)
  }

  /** False: nothing more travels; true: goes on. */
  move(open: boolean): void {
    this.#open = open
    if (!open) return this.#callOffUnwanted()
    for (const entry of this.#runs.values()) entry.rewind()
    this.pump()
  }

  /** Holds the upload of one job's file, or lets it go on. */
  async hold(job: Job, held: boolean): Promise<void> {
    this.#held.set(job, held)
    this.#callOffUnwanted()
    this.#runs.get(job.runId)?.progress.touch()
    if (!held) await this.begin(job.runId)
  }

  /** A job was taken out or put back: counted anew, and nothing travels for nobody. */
  async changed(job: Job): Promise<void> {
    this.#held.set(job, false)
    this.#carried.get(keyOfJob(job))?.leave(job.id)
    this.#callOffUnwanted()
    this.#runs.get(job.runId)?.progress.halted(job.id)
    await this.#recount(job.runId)
  }

  /** Null for a run without files of its own to upload. */
  async progress(runId: string): Promise<UploadProgress | null> {
    const entry = this.#runs.get(runId)
    if (entry !== undefined) return entry.progress.progress
    const files = await this.#options.reader.runFiles(runId)
    return files === null ? null : { ...settledProgress(runId, files), held: this.#held.ofRun(runId) }
  }

  /** Begins what may begin now. To be called whenever something became possible. */
  pump(): void {
    while (this.#open && this.#hasRoom()) {
      const job = this.#next()
      if (job === null || !this.#take(job)) return
    }
  }

  #hasRoom(): boolean {
    const { files } = this.#options.ports.uploadLimits()
    const merging = [...this.#carried.values()].filter((carried) => carried.merging).length
    return this.#carried.size - merging < files && merging <= MOST_MERGING
  }

  async #add(runId: string): Promise<void> {
    const { reader, runs, ports } = this.#options
    const { counts } = (await reader.run(runId)) ?? {}
    if (counts === undefined || counts.queued + counts.uploading === 0) return
    const files = await reader.runFiles(runId)
    const run = runs.get(runId)
    if (files === null || run === null || this.#runs.has(runId)) return
    const tell = ports.onUploads
    const held = (): readonly string[] => this.#held.ofRun(runId)
    const progress = new RunProgress({ runId, clock: ports.clock, tell, held }, files)
    this.#runs.set(runId, new RunUploads(reader, run, progress))
    progress.touch()
  }

  #next(): Job | null {
    const { runs, track } = this.#options
    for (const entry of this.#inOrder()) {
      const run = runs.get(entry.runId)
      if (run?.state !== 'running' || !entry.mayBegin(run.options.firstResults)) continue
      const job = this.#nextOf(entry)
      if (entry.low) track(entry.fill().then(() => this.pump()))
      if (job !== null) return job
      const isOver = entry.exhausted && entry.inFlight === 0 && this.#held.ofRun(entry.runId).length === 0
      if (isOver) this.#finish(entry)
    }
    return null
  }

  #nextOf(entry: RunUploads): Job | null {
    for (let job = entry.next(); job !== null; job = entry.next()) if (!this.#held.has(job.id)) return job
    return null
  }

  #inOrder(): readonly RunUploads[] {
    return [...this.#runs.values()].toSorted(
      (a, b) => Number(b.isInteractive) - Number(a.isInteractive) || (a.runId < b.runId ? -1 : 1),
    )
  }

  /** False when the job has to wait for others that share its file. */
  #take(job: Job): boolean {
    const { source } = job
    if (source.kind !== 'file') return true
    const key = keyOf(job.connectionId, source.path)
    const shared = this.#carried.get(key)
    if (shared?.jobs.has(job.id) === true) return true
    if (shared !== undefined && !shared.open) {
      shared.late.add(job.runId)
      return true
    }
    if (shared !== undefined && shared.jobs.size >= MOST_SHARING) {
      this.#runs.get(job.runId)?.putBack(job)
      return false
    }
    const carried = shared ?? new SharedUpload(job, source.path)
    this.#carrier.share(carried, job)
    if (shared === undefined) {
      this.#carried.set(key, carried)
      this.#options.track(this.#carrier.carry(carried).finally(() => this.#ended(key, carried)))
    }
    return true
  }

  #ended(key: string, carried: SharedUpload): void {
    this.#carried.delete(key)
    this.#carrier.release(carried)
    const again = new Set(carried.late)
    for (const { job } of carried.jobs.values()) {
      if (carried.signal.aborted) again.add(job.runId)
      // It came for another job that shares it: there is nothing left to hold.
      else this.#held.set(job, false)
    }
    for (const runId of again) this.#runs.get(runId)?.rewind()
    this.pump()
  }

  /** Calls off what no job wants that may go on now. */
  #callOffUnwanted(): void {
    for (const carried of this.#carried.values()) {
      const wanted = [...carried.jobs.values()].some(({ job }) => this.#mayGo(job))
      if (!wanted) carried.callOff()
    }
  }

  #mayGo(job: Job): boolean {
    return this.#open && !this.#held.has(job.id) && this.#options.runs.get(job.runId)?.state === 'running'
  }

  /** The last word on a run's files is the journal's. */
  #finish(entry: RunUploads): void {
    this.#runs.delete(entry.runId)
    this.#options.track(this.#recount(entry.runId, entry))
  }

  async #recount(runId: string, entry = this.#runs.get(runId)): Promise<void> {
    if (entry === undefined) return
    const files = await this.#options.reader.runFiles(runId)
    if (files !== null) entry.progress.recounted(files)
  }
}

const keyOfJob = ({ connectionId, source }: Job): string =>
  source.kind === 'file' ? keyOf(connectionId, source.path) : ''
