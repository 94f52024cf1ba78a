import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'

const MAX_REFUSALS = 5
const GUARDED_STATUSES: readonly (number | undefined)[] = [401, 403, 404]

/** The first answers of a run (contract 10): as long as all of them are the same refusal, only so many jobs are sent. */
export class RefusalGuard {
  #first: AppError | null = null
  #count = 0
  #isPassed: boolean

  /** `isPassed`: an earlier answer of the run was none of these refusals. */
  constructor(isPassed: boolean) {
    this.#isPassed = isPassed
  }

  /** Whether one more request may leave while `inFlight` of the run are unanswered. */
  maySend(inFlight: number): boolean {
    return this.#isPassed || this.#count + inFlight < MAX_REFUSALS
  }

  /** Notes an answer (null: no refusal). The fifth refusal alike gives the reason to pause; counting then starts anew. */
  note(refusal: AppError | null): AppError | null {
    if (this.#isPassed) return null
    const isAlike =
      refusal !== null &&
      GUARDED_STATUSES.includes(refusal.status) &&
      (this.#first === null || refusal.status === this.#first.status)
    if (!isAlike) {
      this.#isPassed = true
      return null
    }
    this.#first = refusal
    this.#count += 1
    if (this.#count < MAX_REFUSALS) return null
    this.#first = null
    this.#count = 0
    return appError('run.refusedAlike', { count: MAX_REFUSALS, reason: refusal.message })
  }
}
