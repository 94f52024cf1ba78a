/** How often a job of unknown length is asked for, ms: from `FIRST` growing by `GROWTH` to `LONGEST`. */
const FIRST = 1000
const GROWTH = 1.25
const LONGEST = 30_000
/** Fewer known lengths than this say too little. */
const ENOUGH = 5
/** A result is to be found within this share of its job's length, or within a second. */
const TOLERANCE = 0.05
/** So long after the longest one all have ended: clocks and answers are that exact, ms. */
const BEYOND = 20
/** A job that was asked for too early, ms: its end is near, and waiting on costs more than a request. */
const SOON = 100
/** The first ask may come too late for so many of the jobs: it saves one for all the others. */
const EARLY = 0.035
/** So many steps wide a stretch in which no job ended is a gap; narrower ones are chance. */
const GAP = 5
/** A job that has run so many times the usual length is slow. */
const SLOW = 8
/**
 * So many lengths are remembered; of those, any one makes room. Only the latest would say too little: of many jobs that
 * began together the short ones end first.
 */
export const MAX_DURATIONS = 1000

/**
 * When to ask for a job, learned from the lengths of earlier jobs of one workflow on one connection: first where the
 * shortest ones end, then in steps of what is tolerated as late, over the gaps where none ended, past the longest one
 * ever rarer. All in ms.
 */
export class PollSchedule {
  readonly #random: () => number
  readonly #sorted: number[]

  /** `known`: lengths of finished jobs, newest first. */
  constructor(random: () => number, known: readonly number[]) {
    this.#random = random
    this.#sorted = known.slice(0, MAX_DURATIONS).toSorted((a, b) => a - b)
  }

  /** A job was seen to end after `ms`. */
  learn(ms: number): void {
    const sorted = this.#sorted
    if (sorted.length >= MAX_DURATIONS) sorted.splice(Math.floor(this.#random() * sorted.length), 1)
    sorted.splice(firstAbove(sorted, ms), 0, ms)
  }

  /** A job that has run longer than this is slow; null while too little is known. */
  get slowAfterMs(): number | null {
    const sorted = this.#sorted
    const median = sorted[Math.floor(sorted.length / 2)]
    return median === undefined || sorted.length < ENOUGH ? null : SLOW * median
  }

  /**
   * How long to wait before asking for a job that has run for `elapsed` and was asked for `polls` times. `scarce`: a
   * request that can be spared lets another one go, so that it is asked for when it has surely ended.
   */
  waitMs(elapsed: number, polls: number, scarce = false): number {
    const sorted = this.#sorted
    const longest = sorted.at(-1)
    if (longest === undefined || sorted.length < ENOUGH) return this.#unlearned(polls)
    const end = longest + BEYOND
    if (elapsed >= end) {
      // Longer than all before it: each wait a third of what has passed since.
      const over = Math.max(soon(elapsed), (elapsed - end) / 3)
      return Math.min(over, Math.max(LONGEST, longest / 10)) * this.#jitter()
    }
    if (scarce) return end - elapsed
    const short = shortOf(sorted)
    const first = Math.min(short + tolerated(short), end)
    if (elapsed >= first) return this.#step(sorted, elapsed)
    // What has been learned since it was asked for first moves the rest of its way by whole steps only.
    return polls === 0 ? first - elapsed : Math.max(first - elapsed, soon(elapsed))
  }

  /** From here to where the next ones will have ended, no further than half of what has passed. */
  #step(sorted: readonly number[], elapsed: number): number {
    const next = sorted[firstAbove(sorted, elapsed)] ?? elapsed
    const gap = next - elapsed
    if (gap <= GAP * tolerated(elapsed)) return tolerated(elapsed)
    return Math.min(gap + tolerated(next), Math.max(LONGEST, elapsed / 2))
  }

  #unlearned(polls: number): number {
    return Math.min(LONGEST, FIRST * GROWTH ** polls) * this.#jitter()
  }

  /** Between 0.8 and 1. */
  #jitter(): number {
    return 0.8 + 0.2 * this.#random()
  }
}

/** The length that few are below. The fewer lengths are known, the shorter are those yet to come. */
function shortOf(sorted: readonly number[]): number {
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
  return Math.max(0, at(EARLY) - (2 * (at(0.5) - at(0))) / sorted.length)
}

const tolerated = (ms: number): number => Math.max(1000, ms * TOLERANCE)

const soon = (ms: number): number => Math.max(SOON, ms * TOLERANCE)

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
