import { countIn } from '#shared/model/state-groups.ts'
import type { Run, StateCounts } from '#shared/model/run.ts'

/** How far a run was at a moment; `at` in ms of a monotonic clock. */
export interface Sample {
  readonly at: number
  readonly done: number
}

/** How fast a run goes. */
export interface Speed {
  /** Jobs ended per second, over the last ten seconds. */
  readonly perSecond: number
  /** The time left in ms, as a low and a high estimate; null while an estimate would mean nothing. */
  readonly leftMs: readonly [low: number, high: number] | null
}

const WINDOW_MS = 60_000
const RECENT_WINDOW_MS = 10_000
/** A rate over a shorter time is mere chance. */
const MIN_RATE_SPAN_MS = 1_000
/** The minute is cut into stretches of this length. The more their rates differ, the wider the estimate is. */
const STRETCH_MS = 5_000
const MIN_STRETCHES = 3
const MIN_JOBS = 10
/** When the high estimate is more than this many times the low one, none is shown. */
const MAX_ESTIMATE_RATIO = 4

/** How many jobs have ended, in any state. */
export function countDone(counts: StateCounts): number {
  return counts.finished + counts.failed + counts.rejected + counts.unknown + counts.stopped + counts.expired
}

/** How many failed, as the screen counts them: failed and refused together. */
export const countFailed = (counts: StateCounts): number => countIn(counts, 'failed')

/** Adds a sample and forgets what is older than a minute, except for one older sample, at which the minute begins. */
export function addSample(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last !== undefined && next.at < last.at) return [next]
  const firstKept = samples.findLastIndex((sample) => sample.at <= next.at - WINDOW_MS)
  return [...samples.slice(Math.max(0, firstKept)), next]
}

/** The rate and the time left, by the last minute; null when nothing moves, at the end, and while too little is known. */
export function computeSpeed(run: Run, samples: readonly Sample[], now: number): Speed | null {
  const [first] = samples
  const left = countIn(run.counts, 'open')
  if (left === 0 || first === undefined || now - first.at < MIN_RATE_SPAN_MS) return null
  const rate = (from: number, to: number): number =>
    ((findDoneAt(samples, to) - findDoneAt(samples, from)) / (to - from)) * 1000
  const perSecond = rate(Math.max(first.at, now - RECENT_WINDOW_MS), now)
  if (perSecond <= 0) return null
  const from = Math.max(first.at, now - WINDOW_MS)
  const stretches = Array.from({ length: Math.floor((now - from) / STRETCH_MS) }, (_, at) =>
    rate(now - (at + 1) * STRETCH_MS, now - at * STRETCH_MS),
  )
  const enough =
    stretches.length >= MIN_STRETCHES && findDoneAt(samples, now) - findDoneAt(samples, from) >= MIN_JOBS
  return { perSecond, leftMs: enough ? estimateTimeLeft(left, perSecond, stretches) : null }
}

/** The estimate: the mean rate of the stretches, two standard errors below and above, and the rate of the last seconds. */
function estimateTimeLeft(left: number, recent: number, stretches: readonly number[]): Speed['leftMs'] {
  const count = stretches.length
  const mean = sum(stretches) / count
  const variance = sum(stretches.map((rate) => (rate - mean) ** 2)) / (count - 1)
  const error = 2 * Math.sqrt(variance / count)
  const fast = Math.max(recent, mean + error)
  const slow = Math.min(recent, mean - error)
  if (slow <= 0 || fast / slow > MAX_ESTIMATE_RATIO) return null
  return [(left / fast) * 1000, (left / slow) * 1000]
}

/** How many jobs had ended at a moment, by the last sample before it. */
const findDoneAt = (samples: readonly Sample[], at: number): number =>
  (samples.findLast((sample) => sample.at <= at) ?? samples[0])?.done ?? 0

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
