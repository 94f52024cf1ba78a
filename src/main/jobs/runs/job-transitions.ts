import { JournalError, type JournalWriter } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { mayMove } from '#shared/model/job-state.ts'
import type { Job, JobPatch, JobState } from '#shared/model/job.ts'
import type { Clock } from '#main/lib/clock.ts'
import type { GoneEvidence } from '#main/jobs/polling/gone-evidence.ts'
import type { ReceivedBody } from '#main/lib/body-file.ts'
import { Listeners } from '#main/lib/listeners.ts'

/** The two end states that need a proof from the service have methods of their own, which take it. */
type TransitionTarget = Exclude<JobState, 'finished' | 'expired'>

/** How long until a write that must not be lost is tried again, ms. */
const WRITE_RETRY_INTERVAL_MS = 5000

/**
 * The only way the engine changes a job: every transition is one of the table in `src/shared/model/job-state.ts`, and all
 * subscribers are notified of every committed change.
 */
export class JobTransitions {
  readonly #writer: JournalWriter
  readonly #clock: Clock
  readonly #jobListeners = new Listeners<Job>()
  readonly #failureListeners = new Listeners<AppError>()
  readonly #wakeSleepers = new Set<() => void>()
  #isFailing = false
  #isClosed = false

  constructor(writer: JournalWriter, clock: Clock) {
    this.#writer = writer
    this.#clock = clock
  }

  /** Every job that was changed, once the change is committed. */
  subscribeJob(onJob: (job: Job) => void): () => void {
    return this.#jobListeners.subscribe(onJob)
  }

  /** Calls back when the journal begins to fail: once, until a write succeeds again. */
  subscribeFailure(onFailure: (error: AppError) => void): () => void {
    return this.#failureListeners.subscribe(onFailure)
  }

  /** Moves a job to another state; null when it was not in its state any more. Rejects with a `JournalError`. */
  transition(job: Job, to: TransitionTarget, patch: JobPatch): Promise<Job | null> {
    return this.#change(job, requireLegal(job, to), patch)
  }

  /** Like `transition`, for what happened and must not be lost: waits for as long as nothing can be written. */
  transitionDurably(job: Job, to: TransitionTarget, patch: JobPatch): Promise<Job | null> {
    return this.#retryUntilWritten(() => this.transition(job, to, patch))
  }

  /** Ends a job that the service has forgotten, which needs the evidence. Rejects with a `JournalError`. */
  expire(job: Job, { error }: GoneEvidence, patch: JobPatch): Promise<Job | null> {
    return this.#change(job, requireLegal(job, 'expired'), { ...patch, error })
  }

  /** Changes columns of a job that stays in its state. */
  patch(job: Job, patch: JobPatch): Promise<Job | null> {
    return this.#change(job, job.state, patch)
  }

  /** Moves a job and keeps the final answer with it, in one commit. Rejects with a `JournalError`. */
  async archive(job: Job, to: JobState, patch: JobPatch, received: ReceivedBody): Promise<Job | null> {
    const change = { id: job.id, from: job.state, to: requireLegal(job, to), patch }
    const body = await this.write((writer) => writer.archive(change, received))
    return body === null ? null : this.#notify({ ...job, ...patch, state: to, body })
  }

  /** Notifies the subscribers of a job that a command changed. */
  notifyJob(job: Job): void {
    this.#notify(job)
  }

  /** Any other write; rejects with a `JournalError`. */
  async write<T>(write: (writer: JournalWriter) => Promise<T>): Promise<T> {
    try {
      const value = await write(this.#writer)
      this.#isFailing = false
      return value
    } catch (cause) {
      if (cause instanceof JournalError) this.reportFailure(cause.error)
      throw cause
    }
  }

  /** A write that is tried until it succeeds; resolves to false when the engine closed before. */
  async untilWritten(write: (writer: JournalWriter) => Promise<void>): Promise<boolean> {
    return (await this.#retryUntilWritten(() => this.write(write).then(() => true))) ?? false
  }

  /** Reports that the journal cannot be written or read; all but the first report are dropped until a write succeeds. */
  reportFailure(error: AppError): void {
    if (this.#isFailing || this.#isClosed) return
    this.#isFailing = true
    this.#failureListeners.notify(error)
  }

  /** Tries the waiting writes again at once. */
  wake(): void {
    for (const wake of this.#wakeSleepers) wake()
  }

  /** Gives up the waiting writes: at the next start, a job that is still `sending` may have started. */
  close(): void {
    this.#isClosed = true
    this.wake()
  }

  async #change(job: Job, to: JobState, patch: JobPatch): Promise<Job | null> {
    const change = { id: job.id, from: job.state, to, patch }
    const changed = await this.write((writer) => writer.change(change))
    return changed ? this.#notify({ ...job, ...patch, state: to }) : null
  }

  #notify(job: Job): Job {
    this.#jobListeners.notify(job)
    return job
  }

  /** Null when the engine closed while nothing could be written. */
  async #retryUntilWritten<T>(write: () => Promise<T>): Promise<T | null> {
    for (;;) {
      try {
        return await write()
      } catch (cause) {
        if (!(cause instanceof JournalError)) throw cause
        if (this.#isClosed) return null
        await this.#sleep()
      }
    }
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel()
        this.#wakeSleepers.delete(wake)
        resolve()
      }
      const cancel = this.#clock.after(WRITE_RETRY_INTERVAL_MS, wake)
      this.#wakeSleepers.add(wake)
    })
  }
}

function requireLegal(job: Job, to: JobState): JobState {
  if (!mayMove(job, to)) throw new Error(`${job.state} → ${to} is no transition of a job`)
  return to
}
