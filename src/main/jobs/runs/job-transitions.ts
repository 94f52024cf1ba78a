import { JournalError, type JournalWriter } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { mayMove } from '#shared/model/job-state.ts'
import type { Job, JobPatch, JobState } from '#shared/model/job.ts'
import type { Clock } from '#main/lib/clock.ts'

/** How long until a write that must not be lost is tried again, ms. */
const WRITE_RETRY_INTERVAL_MS = 5000

export interface JobTransitionsOptions {
  readonly writer: JournalWriter
  readonly clock: Clock
  readonly onJob: (job: Job) => void
  /** Told once when writing begins to fail. */
  readonly onHalt: (error: AppError) => void
}

/** The only way the engine writes: every move is one of product.md's table, every committed change is told. */
export class JobTransitions {
  readonly #options: JobTransitionsOptions
  readonly #sleepers = new Set<() => void>()
  #halted = false
  #closed = false

  constructor(options: JobTransitionsOptions) {
    this.#options = options
  }

  /** Moves a job; null when it was not in its state any more. Rejects with a `JournalError`. */
  transition(job: Job, to: JobState, patch: JobPatch): Promise<Job | null> {
    return this.#changed(job, legal(job, to), patch)
  }

  /** Like `move`, for what happened and must not be lost: waits for as long as nothing can be written. */
  transitionDurably(job: Job, to: JobState, patch: JobPatch): Promise<Job | null> {
    return this.#insist(() => this.transition(job, to, patch))
  }

  /** Changes columns of a job that stays in its state. */
  patch(job: Job, patch: JobPatch): Promise<Job | null> {
    return this.#changed(job, job.state, patch)
  }

  async archive(job: Job, to: JobState, patch: JobPatch, bytes: Uint8Array): Promise<Job | null> {
    const change = { id: job.id, from: job.state, to: legal(job, to), patch }
    const body = await this.write((writer) => writer.archive(change, bytes))
    return body === null ? null : this.#told({ ...job, ...patch, state: to, body })
  }

  /** Any other write; rejects with a `JournalError`. */
  async write<T>(write: (writer: JournalWriter) => Promise<T>): Promise<T> {
    try {
      const value = await write(this.#options.writer)
      this.#halted = false
      return value
    } catch (cause) {
      if (cause instanceof JournalError) this.halt(cause.error)
      throw cause
    }
  }

  /** A write that is tried until it succeeds; resolves to false when the engine closed before. */
  async untilWritten(write: (writer: JournalWriter) => Promise<void>): Promise<boolean> {
    return (await this.#insist(() => this.write(write).then(() => true))) ?? false
  }

  /** Nothing can be written or read: told once. */
  halt(error: AppError): void {
    if (this.#halted || this.#closed) return
    this.#halted = true
    this.#options.onHalt(error)
  }

  /** Tries again at once what waits for room. */
  wake(): void {
    for (const wake of this.#sleepers) wake()
  }

  /** What waits is given up: at the next start a job found `sending` may have started. */
  close(): void {
    this.#closed = true
    this.wake()
  }

  async #changed(job: Job, to: JobState, patch: JobPatch): Promise<Job | null> {
    const change = { id: job.id, from: job.state, to, patch }
    const changed = await this.write((writer) => writer.change(change))
    return changed ? this.#told({ ...job, ...patch, state: to }) : null
  }

  #told(job: Job): Job {
    this.#options.onJob(job)
    return job
  }

  /** Null when the engine closed while nothing could be written. */
  async #insist<T>(write: () => Promise<T>): Promise<T | null> {
    for (;;) {
      try {
        return await write()
      } catch (cause) {
        if (!(cause instanceof JournalError)) throw cause
        if (this.#closed) return null
        await this.#sleep()
      }
    }
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel()
        this.#sleepers.delete(wake)
        resolve()
      }
      const cancel = this.#options.clock.after(WRITE_RETRY_INTERVAL_MS, wake)
      this.#sleepers.add(wake)
    })
  }
}

function legal(job: Job, to: JobState): JobState {
  if (!mayMove(job, to)) throw new Error(`${job.state} → ${to} is no transition of a job`)
  return to
}
