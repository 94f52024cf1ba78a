import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'

const MAX_REFUSALS = 5
const GUARDED_STATUSES: readonly (number | undefined)[] = [401, 403, 404]

/**
 * Refusals in a row of a run, alike or mixed, at its start or in its middle (contract 10): the fifth one is the reason to
 * pause. Until its first good answer only so many jobs are sent.
 */
export class RefusalGuard {
  #count = 0
  #hadGoodAnswer: boolean

  /** `hadGoodAnswer`: an earlier answer of the run was a good one. */
  constructor(hadGoodAnswer: boolean) {
    this.#hadGoodAnswer = hadGoodAnswer
  }

  /** Whether one more request may leave while `inFlight` of the run are unanswered. */
  maySend(inFlight: number): boolean {
    return this.#hadGoodAnswer || this.#count + inFlight < MAX_REFUSALS
  }

  /** A job was started: what was refused before was a matter of single sources. */
  started(): void {
    this.#hadGoodAnswer = true
    this.#count = 0
  }

  /** An answer that tells neither way: the run may go on, and refusals before it still count. */
  unclear(): void {
    this.#hadGoodAnswer = true
  }

  /** A refusal. The fifth in a row gives the reason to pause; counting then starts anew, and with care. */
  refused(refusal: AppError): AppError | null {
    if (!GUARDED_STATUSES.includes(refusal.status)) {
      this.#hadGoodAnswer = true
      return null
    }
    this.#count += 1
    if (this.#count < MAX_REFUSALS) return null
    this.#count = 0
    this.#hadGoodAnswer = false
    return appError('run.refusedAlike', { count: MAX_REFUSALS, reason: refusal.message })
  }
}
