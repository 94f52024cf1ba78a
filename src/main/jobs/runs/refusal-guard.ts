import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'

const MAX_REFUSALS = 5
const GUARDED_STATUSES: readonly (number | undefined)[] = [401, 403, 404]

/**
 * Counts the refusals in a row of a run, of the same cause or not, at any time (contract 10): the fifth is the reason to
 * pause. Until its first good answer only so many jobs are sent.
 */
export class RefusalGuard {
  #count = 0
  #isPassed: boolean

  /** `isPassed`: an earlier answer of the run was a good one. */
  constructor(isPassed: boolean) {
    this.#isPassed = isPassed
  }

  /** Whether one more request may leave while `inFlight` of the run are unanswered. */
  maySend(inFlight: number): boolean {
    return this.#isPassed || this.#count + inFlight < MAX_REFUSALS
  }

  /** A job was started, so earlier refusals were about single sources. */
  started(): void {
    this.#isPassed = true
    this.#count = 0
  }

  /** An unclear answer: the run may go on, and earlier refusals still count. */
  unclear(): void {
    this.#isPassed = true
  }

  /** A refusal. The fifth in a row returns the reason to pause; then the count starts again, and few jobs are sent at first. */
  refused(refusal: AppError): AppError | null {
    if (!GUARDED_STATUSES.includes(refusal.status)) {
      this.#isPassed = true
      return null
    }
    this.#count += 1
    if (this.#count < MAX_REFUSALS) return null
    this.#count = 0
    this.#isPassed = false
    return appError('run.refusedAlike', { count: MAX_REFUSALS, reason: refusal.message })
  }
}
