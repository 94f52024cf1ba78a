import type { TrialReport } from './trial.ts'

const STATES = ['queued', 'uploading', 'ready', 'sending', 'started'] as const
/** The share of kills that must hit jobs in each of these states. */
const MIN_KILLS_SHARE = 20 / 300

/** Creates the report for people, and counts the demands that hold. */
export function createReport({ kills, runs, comparison, ms }: TrialReport): {
  readonly lines: readonly string[]
  readonly passed: number
  readonly failed: number
} {
  const hits = STATES.map((state) => {
    const hit = kills.filter(({ states }) => (states[state] ?? 0) > 0)
    const jobs = hit.reduce((sum, { states }) => sum + (states[state] ?? 0), 0)
    return { state, kills: hit.length, jobs }
  })
  const least = Math.floor(kills.length * MIN_KILLS_SHARE)
  const demands: readonly (readonly [string, boolean])[] = [
    ...hits.map(
      ({ state, kills: n }) => [`at least ${least} kills while jobs are ${state}: ${n}`, n >= least] as const,
    ),
    [`lost job ids: ${comparison.lost.length}`, comparison.lost.length === 0],
    [`double starts: ${comparison.doubles.length}`, comparison.doubles.length === 0],
    [
      `ids the service never gave, or given twice: ${comparison.foreign.length}`,
      comparison.foreign.length === 0,
    ],
    [`jobs that did not end: ${comparison.open.length}`, comparison.open.length === 0],
    [
      `accepted runs and jobs one to one: ${comparison.accepted} = ${comparison.known} + ${comparison.behindUnknown}`,
      comparison.accepted === comparison.known + comparison.behindUnknown,
    ],
  ]
  const passed = demands.filter(([, holds]) => holds).length
  return {
    lines: [
      `${kills.length} kills, ${runs} runs, ${comparison.jobs} jobs in ${Math.round(ms / 1000)} s`,
      `killed while starting: ${kills.filter(({ afterMs }) => afterMs === null).length}`,
      ...hits.map(({ state, kills: n, jobs }) => `jobs found ${state}: ${jobs}, at ${n} kills`),
      `accepted by the service: ${comparison.accepted}; with their id in the journal: ${comparison.known}`,
      `may have started: ${comparison.unknown} jobs, of which the service had accepted ${comparison.behindUnknown}`,
      ...demands.map(([text, holds]) => `${holds ? 'ok  ' : 'FAIL'} ${text}`),
    ],
    passed,
    failed: demands.length - passed,
  }
}
