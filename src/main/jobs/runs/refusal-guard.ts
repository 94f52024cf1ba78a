import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'

const MAX_REFUSALS = 5
const ALIKE: readonly (number | undefined)[] = [401, 403, 404]

/** The first answers of a run (contract 10): as long as they are all the same refusal, only so many are asked for. */
export class RefusalGuard {
  #same: AppError | null = null
  #count = 0
  #passed: boolean

  /** `passed`: an earlier answer of the run was none of these refusals. */
  constructor(passed: boolean) {
    this.#passed = passed
  }

  /** Whether one more request may leave while `inFlight` of the run are unanswered. */
  maySend(inFlight: number): boolean {
    return this.#passed || this.#count + inFlight < MAX_REFUSALS
  }

  /** Notes an answer; the fifth refusal alike gives the reason to pause, and counting starts anew. */
  note(refusal: AppError | null): AppError | null {
    if (this.#passed) return null
    const alike =
      refusal !== null &&
      ALIKE.includes(refusal.status) &&
      (this.#same === null || refusal.status === this.#same.status)
    if (!alike) {
      this.#passed = true
      return null
    }
    this.#same = refusal
    this.#count += 1
    if (this.#count < MAX_REFUSALS) return null
    this.#same = null
    this.#count = 0
    return appError('run.refusedAlike', { count: MAX_REFUSALS, reason: refusal.message })
  }
}
