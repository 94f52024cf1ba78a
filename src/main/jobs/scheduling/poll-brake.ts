/** Fewer failed reads in a row may be due to single jobs. */
const MAX_FAILED_READS = 3
/** The longest wait between two single reads that try whether reading works again, ms. */
const MAX_WAIT_MS = 60_000
const MIN_WAIT_MS = 1000

/**
 * Holds back all status requests of a connection while none of them tells anything (a policy that has ended, a login
 * page): thousands of jobs would ask for nothing. From time to time one read tries; a good one lets all go on.
 */
export class PollBrake {
  readonly #random: () => number
  #failures = 0
  /** When the next read may be made, ms; in the past while reads are free. */
  #until = 0
  #isTrying = false

  /** `random`: 0 ≤ x < 1. */
  constructor(random: () => number) {
    this.#random = random
  }

  /** How long the next read has to wait, ms: Infinity until the one that tries has its answer. */
  waitMs(now: number): number {
    if (!this.#isHolding) return 0
    return this.#isTrying ? Infinity : Math.max(0, Math.ceil(this.#until - now))
  }

  /** A read leaves; what is returned is to be called when it has ended, whatever came of it. */
  begin(): () => void {
    if (!this.#isHolding) return () => undefined
    this.#isTrying = true
    return () => (this.#isTrying = false)
  }

  /** A read told something of its job. */
  succeeded(): void {
    this.#failures = 0
    this.#until = 0
  }

  /** A read told nothing. True when all reads are held back from now on: a person should know. */
  failed(now: number): boolean {
    // Reads that left together fail together: that is one failure more.
    if (this.#isHolding && now < this.#until) return false
    this.#failures += 1
    if (!this.#isHolding) return false
    const longestMs = Math.min(MAX_WAIT_MS, 2 * MIN_WAIT_MS * 2 ** (this.#failures - MAX_FAILED_READS))
    this.#until = now + longestMs * (0.5 + 0.5 * this.#random())
    return this.#failures === MAX_FAILED_READS
  }

  get #isHolding(): boolean {
    return this.#failures >= MAX_FAILED_READS
  }
}
