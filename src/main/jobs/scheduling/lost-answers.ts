/** Fewer lost answers in a row may be one broken connection. */
const MIN_LOST = 3
/** After the window was closed for lost answers this many times in a row, the run pauses. */
const MAX_ROUNDS = 4

/** What lost answers to starts ask for: nothing yet · to wait before the next request · to pause the run. */
export type LostAnswerVerdict = 'goOn' | 'wait' | 'pause'

/**
 * Counts the answers to starts that were lost without a good one between: each may have started a job that nobody can
 * find again (contract 10). First the connection waits, each time longer, then the run pauses.
 */
export class LostAnswers {
  #lost = 0
  #rounds = 0

  /** A start was answered. */
  answered(): void {
    this.#lost = 0
    this.#rounds = 0
  }

  /** The answer to a start was lost. `close` closes the window, and says whether it was open. */
  lost(close: () => boolean): LostAnswerVerdict {
    this.#lost += 1
    if (this.#lost < MIN_LOST) return 'goOn'
    // Those that were lost together are one round.
    if (close()) this.#rounds += 1
    return this.#rounds >= MAX_ROUNDS ? 'pause' : 'wait'
  }
}
