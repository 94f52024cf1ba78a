import { JobFeed } from '#main/jobs/runs/job-feed.ts'
import { RefusalGuard } from '#main/jobs/runs/refusal-guard.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { Job } from '#shared/model/job.ts'
import type { RunProgress } from './run-progress.ts'

/** The files of one run that wait for their upload: first those begun before, then the others, in the order of the list. */
export class RunUploads {
  readonly runId: string
  readonly isInteractive: boolean
  readonly progress: RunProgress
  /** Uploads refused in a row pause the run (contract 10). */
  readonly refusals = new RefusalGuard(false)
  /** Jobs whose file is under way. */
  inFlight = 0
  readonly #begun: JobFeed
  readonly #queued: JobFeed

  constructor(reader: JournalReader, run: { id: string; isInteractive: boolean }, progress: RunProgress) {
    this.runId = run.id
    this.isInteractive = run.isInteractive
    this.progress = progress
    this.#begun = new JobFeed(reader, run.id, 'uploading')
    this.#queued = new JobFeed(reader, run.id, 'queued')
  }

  /** Whether one more file may be under way. With *first results early* only as many as the first results need, and the one whose turn makes the run pause. */
  canBegin(firstResults: number | null): boolean {
    if (!this.refusals.maySend(this.inFlight)) return false
    return firstResults === null || this.progress.storedFiles + this.inFlight <= firstResults
  }

  /** The next job that was read; null: call `fill` first, unless it is `exhausted`. A job may come twice. */
  next(): Job | null {
    return this.#begun.next() ?? (this.#begun.isExhausted ? this.#queued.next() : null)
  }

  get isExhausted(): boolean {
    return this.#begun.isExhausted && this.#queued.isExhausted
  }

  /** True when the next page should be on its way. */
  get isLow(): boolean {
    return this.#current.isLow
  }

  fill(): Promise<void> {
    return this.#current.fill()
  }

  /** Puts a job back to the front. */
  putBack(job: Job): void {
    this.#current.putBack(job)
  }

  /** Reads the jobs again from the beginning, since some wait anew. */
  rewind(): void {
    this.#begun.rewind()
    this.#queued.rewind()
  }

  get #current(): JobFeed {
    return this.#begun.isExhausted ? this.#queued : this.#begun
  }
}
