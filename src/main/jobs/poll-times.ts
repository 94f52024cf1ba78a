/** How often a job of unknown length is asked for, ms: from `FIRST` growing by `GROWTH` to `LONGEST`. */
const FIRST = 1000
const GROWTH = 1.5
const LONGEST = 30_000
/** Fewer known lengths than this say too little. */
const ENOUGH = 5
/** A result is to be found within this share of its job's length, or within a second. */
const TOLERANCE = 0.05
/** The first ask may come too late for so many of the jobs: it saves one for all the others. */
const EARLY = 0.035
/** A job that has run so many times the usual length is slow. */
const SLOW = 8
const REMEMBERED = 200

/**
 * When to ask for a job, learned from the lengths of earlier jobs of one workflow on one connection: first where the
 * shortest ones end, then in steps of what is tolerated as late, over the gaps where none ended, past the longest one
 * ever rarer. All in ms.
 */
export class PollTimes {
  readonly #random: () => number
  readonly #lengths: number[]
  #sorted: readonly number[] | null = null

  /** `known`: lengths of finished jobs, newest first. */
  constructor(random: () => number, known: readonly number[]) {
    this.#random = random
    this.#lengths = known.slice(0, REMEMBERED).toReversed()
  }

  /** A job was seen to end after `ms`. */
  learn(ms: number): void {
    this.#lengths.push(ms)
    if (this.#lengths.length > 2 * REMEMBERED) this.#lengths.splice(0, REMEMBERED)
    this.#sorted = null
  }

  /** A job that has run longer than this is slow; null while too little is known. */
  get slowAfter(): number | null {
    const sorted = this.#order()
    const median = sorted[Math.floor(sorted.length / 2)]
    return median === undefined || sorted.length < ENOUGH ? null : SLOW * median
  }

  /**
   * How long to wait before asking for a job that has run for `elapsed` and was asked for `polls` times. `scarce`: a
   * request that can be spared lets another one go, so that it is asked for when it has surely ended.
   */
  wait(elapsed: number, polls: number, scarce = false): number {
    const sorted = this.#order()
    const longest = sorted.at(-1)
    const short = sorted[Math.floor(sorted.length * EARLY)]
    if (longest === undefined || short === undefined || sorted.length < ENOUGH) return this.#unlearned(polls)
    const end = longest + 50
    if (elapsed >= end) {
      // Longer than all before it: each wait a third of what has passed since.
      const over = Math.max(tolerated(elapsed), (elapsed - end) / 3)
      return Math.min(over, Math.max(LONGEST, longest / 10)) * this.#jitter()
    }
    if (scarce) return end - elapsed
    const first = Math.min(short + tolerated(short), end)
    if (elapsed < first) return first - elapsed
    const step = Math.min(this.#step(sorted, elapsed), end - elapsed)
    return Math.max(step, tolerated(elapsed) / 4)
  }

  /** From here to where the next ones will have ended, no further than half of what has passed. */
  #step(sorted: readonly number[], elapsed: number): number {
    const next = sorted[firstAbove(sorted, elapsed)] ?? elapsed
    const gap = next - elapsed
    if (gap <= tolerated(elapsed)) return tolerated(elapsed)
    return Math.min(gap + tolerated(next), Math.max(LONGEST, elapsed / 2))
  }

  #unlearned(polls: number): number {
    return Math.min(LONGEST, FIRST * GROWTH ** polls) * this.#jitter()
  }

  /** Between 0.8 and 1. */
  #jitter(): number {
    return 0.8 + 0.2 * this.#random()
  }

  #order(): readonly number[] {
    this.#sorted ??= this.#lengths.slice(-REMEMBERED).toSorted((a, b) => a - b)
    return this.#sorted
  }
}

const tolerated = (ms: number): number => Math.max(1000, ms * TOLERANCE)

/** Index of the first number above `value` in a sorted list. */
function firstAbove(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? Infinity) > value) high = middle
    else low = middle + 1
  }
  return low
}
