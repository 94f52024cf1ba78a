import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { Job } from '#shared/model/job.ts'
import type { HeldUploads } from './held-uploads.ts'
import { RunProgress } from './run-progress.ts'
import { RunUploads } from './run-uploads.ts'

export interface UploadQueueOptions extends EngineContext {
  readonly heldUploads: HeldUploads
  /** Jobs were read from the journal: one of them may be next. */
  readonly onFilled: () => void
}

/** The runs whose files wait for their upload, and which file is next: interactive runs first, then the oldest. */
export class UploadQueue {
  readonly #options: UploadQueueOptions
  readonly #runs = new Map<string, RunUploads>()

  constructor(options: UploadQueueOptions) {
    this.#options = options
  }

  find(runId: string): RunUploads | null {
    return this.#runs.get(runId) ?? null
  }

  /** Looks at the jobs of a run from the beginning; one that is not here yet is added, if files of it wait. */
  async add(runId: string): Promise<void> {
    if (!this.#runs.has(runId)) await this.#load(runId)
    this.rewind(runId)
  }

  /** No file of the run waits any more. */
  remove(runId: string): void {
    const uploads = this.#runs.get(runId)
    if (uploads !== undefined) this.#finish(uploads)
  }

  /** Looks at the jobs of a run from the beginning. */
  rewind(runId: string): void {
    this.#runs.get(runId)?.rewind()
  }

  /** Looks at the jobs of all runs from the beginning. */
  rewindAll(): void {
    for (const uploads of this.#runs.values()) uploads.rewind()
  }

  /** The job whose file is next; null while there is none. A run without files left is removed on the way. */
  nextJob(): Job | null {
    const { runs, heldUploads, track, onFilled } = this.#options
    for (const uploads of this.#listByPriority()) {
      const run = runs.get(uploads.runId)
      if (run?.state !== 'running' || !uploads.canBegin(run.options.firstResults)) continue
      const job = this.#nextJobOf(uploads)
      if (uploads.isLow) track(uploads.fill().then(onFilled))
      if (job !== null) return job
      const hasPaused = heldUploads.listOfRun(uploads.runId).length > 0
      if (uploads.isExhausted && uploads.inFlight === 0 && !hasPaused) this.#finish(uploads)
    }
    return null
  }

  /** Counts the files of a run anew, by the journal. */
  async recount(runId: string, uploads = this.#runs.get(runId)): Promise<void> {
    if (uploads === undefined) return
    const files = await this.#options.reader.runFiles(runId)
    if (files !== null) uploads.progress.setCounts(files)
  }

  async #load(runId: string): Promise<void> {
    const { reader, runs, ports, heldUploads } = this.#options
    const { counts } = (await reader.run(runId)) ?? {}
    if (counts === undefined || counts.queued + counts.uploading === 0) return
    const files = await reader.runFiles(runId)
    const run = runs.get(runId)
    if (files === null || run === null || this.#runs.has(runId)) return
    const publish = ports.onUploads
    const pausedJobIds = (): readonly string[] => heldUploads.listOfRun(runId)
    const progress = new RunProgress({ runId, clock: ports.clock, publish, pausedJobIds }, files)
    this.#runs.set(runId, new RunUploads(reader, run, progress))
    progress.publishSoon()
  }

  /** The last count that is published is the journal's. */
  #finish(uploads: RunUploads): void {
    this.#runs.delete(uploads.runId)
    this.#options.track(this.recount(uploads.runId, uploads))
  }

  #nextJobOf(uploads: RunUploads): Job | null {
    const { heldUploads } = this.#options
    for (let job = uploads.next(); job !== null; job = uploads.next()) {
      if (!heldUploads.has(job.id)) return job
    }
    return null
  }

  #listByPriority(): readonly RunUploads[] {
    return [...this.#runs.values()].toSorted(
      (a, b) => Number(b.isInteractive) - Number(a.isInteractive) || (a.runId < b.runId ? -1 : 1),
    )
  }
}
