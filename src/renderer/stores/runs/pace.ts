import type { Run, StateCounts } from '#shared/model/run.ts'

/** How far a run was at a moment. `at` in ms of a clock that never jumps. */
export interface Sample {
  readonly at: number
  readonly done: number
}

/** How fast a run goes. */
export interface Pace {
  readonly perSecond: number
  /** Time left in ms, the hopeful and the careful guess. */
  readonly leftMs: readonly [low: number, high: number]
}

const WINDOW_MS = 60_000
const RECENT_MS = 10_000
const LEAST_MS = 1_000

/** Jobs that have ended, any way. */
export function doneCount(counts: StateCounts): number {
  return counts.finished + counts.failed + counts.rejected + counts.unknown + counts.stopped + counts.expired
}

/** Failed in the words of the screen: failed and refused together. */
export const failedCount = (counts: StateCounts): number => counts.failed + counts.rejected

/** Adds a sample and forgets what is older than a minute, keeping one beyond it so that the window is whole. */
export function sampled(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last !== undefined && next.at < last.at) return [next]
  const firstKept = samples.findLastIndex((sample) => sample.at <= next.at - WINDOW_MS)
  return [...samples.slice(Math.max(0, firstKept)), next]
}

/** Rate and time left by the last minute and by the last ten seconds; null while too little is known. */
export function paceOf(run: Run, samples: readonly Sample[], now: number): Pace | null {
  const remaining = run.total - doneCount(run.counts)
  const rates = [WINDOW_MS, RECENT_MS]
    .map((window) => rateOver(samples, now, window))
    .filter((rate): rate is number => rate !== null && rate > 0)
  const recent = rates.at(-1)
  if (remaining <= 0 || recent === undefined) return null
  const guesses = rates.map((rate) => (remaining / rate) * 1000)
  return { perSecond: recent, leftMs: [Math.min(...guesses), Math.max(...guesses)] }
}

function rateOver(samples: readonly Sample[], now: number, window: number): number | null {
  const last = samples.at(-1)
  const first = samples.findLast((sample) => sample.at <= now - window) ?? samples[0]
  if (first === undefined || last === undefined || now - first.at < LEAST_MS) return null
  return ((last.done - first.done) / (now - first.at)) * 1000
}
