import { countIn } from '#shared/model/state-groups.ts'
import type { Run, StateCounts } from '#shared/model/run.ts'

/** How far a run was at a moment. `at` in ms of a clock that never jumps. */
export interface Sample {
  readonly at: number
  readonly done: number
}

/** How fast a run goes. */
export interface Speed {
  /** Jobs that end a second, over the last ten seconds. */
  readonly perSecond: number
  /** Time left in ms, the hopeful and the careful guess; null while it would mean nothing. */
  readonly leftMs: readonly [low: number, high: number] | null
}

const WINDOW_MS = 60_000
const RECENT_WINDOW_MS = 10_000
/** A rate over less than this is chance. */
const MIN_RATE_SPAN_MS = 1_000
/** The window is cut into stretches; how their rates differ is what the guesses are wide by. */
const STRETCH_MS = 5_000
const MIN_STRETCHES = 3
const MIN_JOBS = 10
/** Guesses further apart than this help nobody. */
const MAX_ESTIMATE_RATIO = 4

/** Jobs that have ended, any way. */
export function countDone(counts: StateCounts): number {
  return counts.finished + counts.failed + counts.rejected + counts.unknown + counts.stopped + counts.expired
}

/** Failed in the words of the screen: failed and refused together. */
export const countFailed = (counts: StateCounts): number => countIn(counts, 'failed')

/** Adds a sample and forgets what is older than a minute, keeping one beyond it so that the window is whole. */
export function addSample(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last !== undefined && next.at < last.at) return [next]
  const firstKept = samples.findLastIndex((sample) => sample.at <= next.at - WINDOW_MS)
  return [...samples.slice(Math.max(0, firstKept)), next]
}

/** Rate and time left by the last minute; null at a standstill, at the end, and while too little is known. */
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

/** By the mean of the stretches, two standard errors either way, and by the last seconds. */
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

/** How far it was at a moment: as far as the last sample before it. */
const findDoneAt = (samples: readonly Sample[], at: number): number =>
  (samples.findLast((sample) => sample.at <= at) ?? samples[0])?.done ?? 0

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
