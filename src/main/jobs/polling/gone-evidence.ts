import type { AppError } from '#shared/errors/app-error.ts'

/** The service must say this many times, over this long, that it does not have a job: it sometimes says so by mistake. */
const MIN_LOOKS = 3
const MIN_SPAN_MS = 600_000
/** The first wait between two looks, ms: the service may need a moment until it knows a new job. */
const FIRST_WAIT_MS = 10_000
const MAX_WAIT_MS = 240_000

/**
 * The evidence that the service has forgotten a job: it said so in several looks, over ten minutes or more. Only
 * `GoneLooks` can make one, and a started job cannot end as `expired` without it.
 */
export class GoneEvidence {
  /** What the service said last. */
  readonly error: AppError
  readonly looks: number
  readonly spanMs: number
  // Without this member any object of the same shape would be taken for evidence.
  protected readonly isOfLooks = true

  private constructor(error: AppError, looks: number, spanMs: number) {
    this.error = error
    this.looks = looks
    this.spanMs = spanMs
  }

  /** Null while the looks are too few or too close together. */
  static from(error: AppError, looks: number, spanMs: number): GoneEvidence | null {
    return looks >= MIN_LOOKS && spanMs >= MIN_SPAN_MS ? new GoneEvidence(error, looks, spanMs) : null
  }
}

/** The answers in a row that the service does not have a job. */
export class GoneLooks {
  #count = 0
  #firstAt = 0

  /** The service says so once more, at `now` (ms): the evidence, or null while there have to be more looks. */
  note(error: AppError, now: number): GoneEvidence | null {
    if (this.#count === 0) this.#firstAt = now
    this.#count += 1
    return GoneEvidence.from(error, this.#count, now - this.#firstAt)
  }

  /** The service has the job after all. */
  clear(): void {
    this.#count = 0
  }

  /** Until the next look, ms; `random`: 0 ≤ x < 1. */
  waitMs(random: () => number): number {
    return Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#count - 1)) * (1 + random())
  }
}
