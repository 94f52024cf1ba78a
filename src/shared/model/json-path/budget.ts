/** How much a path may look at. */
export interface PathLimits {
  /** Values and steps of patterns that are looked at. */
  readonly visits: number
  /** Values that are found. */
  readonly found: number
  /** Asked now and then; true ends it. */
  readonly isOver?: () => boolean
}

/** Why the evaluation ended before all was looked at. */
export type PathStop = 'visits' | 'found' | 'time' | 'pattern'

/** Some ten milliseconds of looking. */
export const DEFAULT_LIMITS: PathLimits = { visits: 5_000_000, found: 100_000 }

const ASK_AFTER_VISITS = 8192

/** Ends the evaluation. It does not leave `evaluatePath`. */
export class StopError extends Error {
  readonly stop: PathStop

  constructor(stop: PathStop) {
    super(stop)
    this.stop = stop
  }
}

/** Counts what an evaluation looks at, and ends it. */
export class Budget {
  readonly limits: PathLimits
  #visits = 0

  constructor(limits: PathLimits) {
    this.limits = limits
  }

  visit(): void {
    this.#visits += 1
    if (this.#visits > this.limits.visits) throw new StopError('visits')
    if (this.#visits % ASK_AFTER_VISITS === 0 && this.limits.isOver?.() === true) throw new StopError('time')
  }
}
