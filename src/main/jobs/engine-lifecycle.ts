import { JournalError } from '#main/storage/journal/journal.ts'
import type { JobTransitions } from './runs/job-transitions.ts'

/** Whether the engine may send, and the work that is under way. */
export class EngineLifecycle {
  readonly #transitions: JobTransitions
  readonly #abort = new AbortController()
  readonly #work = new Set<Promise<void>>()
  #isOnline = true
  #isClosing = false

  constructor(transitions: JobTransitions) {
    this.#transitions = transitions
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  readonly canSend = (): boolean => this.#isOnline && !this.#isClosing

  /** Only a failure of the journal is expected; anything else is a bug and becomes an unhandled rejection. */
  readonly track = (work: Promise<void>): void => {
    const done = work
      .catch((cause: unknown) => {
        if (!(cause instanceof JournalError)) throw cause
        this.#transitions.reportFailure(cause.error)
      })
      .finally(() => this.#work.delete(done))
    this.#work.add(done)
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline
  }

  /** Nothing new may be sent from here on. */
  beginClosing(): void {
    this.#isClosing = true
  }

  /** Resolves when all work that is under way now has ended. Rejects with what it fails with. */
  async finishWork(): Promise<void> {
    await Promise.all(this.#work)
  }

  /** Aborts the work that is still under way, and waits for its end. */
  async abortWork(): Promise<void> {
    this.#abort.abort()
    this.#transitions.close()
    await Promise.allSettled(this.#work)
  }
}
