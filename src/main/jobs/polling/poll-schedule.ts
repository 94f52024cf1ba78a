/** How often a job of unknown length is polled: first after this, then growing by the factor up to the longest, ms. */
const FIRST_WAIT_MS = 1000
const WAIT_GROWTH_FACTOR = 1.25
const MAX_WAIT_MS = 30_000
/** Fewer known durations than this say too little. */
const MIN_DURATIONS = 5
/** A result is to be found within this share of its job's duration, or within a second. */
const TOLERANCE_SHARE = 0.05
const MIN_TOLERANCE_MS = 1000
/** All jobs have ended this long after the longest known duration, since clocks and answers are that exact, ms. */
const END_MARGIN_MS = 20
/** The shortest wait for a job that was polled too early, ms: its end is near, and waiting costs more than a request. */
const MIN_SOON_MS = 100
/** The first poll may come too late for this share of the jobs: it saves one request for all the others. */
const SHORT_JOBS_SHARE = 0.035
/** A stretch in which no job ended is a gap when it is so many steps wide; narrower ones are chance. */
const GAP_STEPS = 5
/** A job that has run so many times the usual duration is slow. */
const SLOW_FACTOR = 8
/**
 * How many durations are remembered. A new one replaces a random one: the latest alone would mislead, since of many
 * jobs that began together the short ones end first.
 */
export const MAX_DURATIONS = 1000

/**
 * When to poll a job, learned from the durations of earlier jobs of one workflow on one connection: first where the
 * shortest ones end, then in steps of the tolerated delay, skipping the gaps in which none ended; after the longest duration
 * more and more rarely. All in ms.
 */
export class PollSchedule {
  readonly #random: () => number
  /** Shortest first. */
  readonly #durations: number[]

  /** `known`: durations of finished jobs, newest first. */
  constructor(random: () => number, known: readonly number[]) {
    this.#random = random
    this.#durations = known.slice(0, MAX_DURATIONS).toSorted((a, b) => a - b)
  }

  /** A job ended after `durationMs`. */
  learn(durationMs: number): void {
    const durations = this.#durations
    if (durations.length >= MAX_DURATIONS) durations.splice(Math.floor(this.#random() * durations.length), 1)
    durations.splice(findFirstAbove(durations, durationMs), 0, durationMs)
  }

  /** A job that has run longer than this is slow; null while too little is known. */
  get slowAfterMs(): number | null {
    const durations = this.#durations
    const median = durations[Math.floor(durations.length / 2)]
    return median === undefined || durations.length < MIN_DURATIONS ? null : SLOW_FACTOR * median
  }

  /**
   * How long to wait before polling a job that has run for `elapsed` and was told `runningAnswers` times to be running. `isRateScarce`: a
   * saved request lets another one go, so that the job is polled only when it has surely ended.
   */
  waitMs(elapsed: number, runningAnswers: number, isRateScarce = false): number {
    const durations = this.#durations
    const longest = durations.at(-1)
    if (longest === undefined || durations.length < MIN_DURATIONS)
      return this.#unlearnedWaitMs(runningAnswers)
    const end = longest + END_MARGIN_MS
    if (elapsed >= end) {
      // It runs longer than all before it: each wait is a third of the time since the longest duration.
      const over = Math.max(soonMs(elapsed), (elapsed - end) / 3)
      return Math.min(over, Math.max(MAX_WAIT_MS, longest / 10)) * this.#jitterFactor()
    }
    if (isRateScarce) return end - elapsed
    const short = estimateShortest(durations)
    const first = Math.min(short + toleranceMs(short), end)
    if (elapsed >= first) return this.#stepMs(durations, elapsed)
    // What was learned since its first poll moves the next one by whole steps only.
    return runningAnswers === 0 ? first - elapsed : Math.max(first - elapsed, soonMs(elapsed))
  }

  /** The wait until the next jobs will have ended, at most half of the elapsed time. */
  #stepMs(durations: readonly number[], elapsed: number): number {
    const next = durations[findFirstAbove(durations, elapsed)] ?? elapsed
    const gap = next - elapsed
    if (gap <= GAP_STEPS * toleranceMs(elapsed)) return toleranceMs(elapsed)
    return Math.min(gap + toleranceMs(next), Math.max(MAX_WAIT_MS, elapsed / 2))
  }

  #unlearnedWaitMs(runningAnswers: number): number {
    return Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * WAIT_GROWTH_FACTOR ** runningAnswers) * this.#jitterFactor()
  }

  /** Between 0.8 and 1. */
  #jitterFactor(): number {
    return 0.8 + 0.2 * this.#random()
  }
}

/** A duration below which few jobs end. With few known durations it is set lower, since shorter ones are likely to come. */
function estimateShortest(durations: readonly number[]): number {
  const at = (share: number): number => durations[Math.floor(durations.length * share)] ?? 0
  return Math.max(0, at(SHORT_JOBS_SHARE) - (2 * (at(0.5) - at(0))) / durations.length)
}

const toleranceMs = (ms: number): number => Math.max(MIN_TOLERANCE_MS, ms * TOLERANCE_SHARE)

const soonMs = (ms: number): number => Math.max(MIN_SOON_MS, ms * TOLERANCE_SHARE)

/** Index of the first number above `value` in a sorted list. */
function findFirstAbove(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? Infinity) > value) high = middle
    else low = middle + 1
  }
  return low
}
