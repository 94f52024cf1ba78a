import type { CommandTrialReport } from './command-trial.ts'

/** The share of kills that must fall before the command was answered, and inside one that is written in slices. */
const [MIN_INSIDE_SHARE, MIN_SLICES_SHARE] = [1 / 3, 1 / 30]

/** Creates the report for people, and counts the demands that hold. */
export function createCommandReport({
  kills,
  changedAnswers,
  stranded,
  comparison,
  open,
  jobs,
  ms,
}: CommandTrialReport): {
  readonly lines: readonly string[]
  readonly passed: number
  readonly failed: number
} {
  const inside = kills.filter(({ isInside }) => isInside)
  const inSlices = inside.filter(({ isInSlices }) => isInSlices)
  const [minInside, minSlices] = [MIN_INSIDE_SHARE, MIN_SLICES_SHARE].map((share) =>
    Math.floor(kills.length * share),
  )
  const demands: readonly (readonly [string, boolean])[] = [
    [`at least ${minInside} kills inside a command: ${inside.length}`, inside.length >= (minInside ?? 0)],
    [`at least ${minSlices} of them between slices: ${inSlices.length}`, inSlices.length >= (minSlices ?? 0)],
    [`commands that answered something else again: ${changedAnswers.length}`, changedAnswers.length === 0],
    [`open runs that a start did not take up: ${stranded.runs}`, stranded.runs === 0],
    [`commands that a start did not complete: ${stranded.commands}`, stranded.commands === 0],
    [`sources sent twice, or lost: ${comparison.unaccounted.length}`, comparison.unaccounted.length === 0],
    [
      `ids the service never gave, or given twice: ${comparison.foreign.length}`,
      comparison.foreign.length === 0,
    ],
    [`jobs that did not end: ${open.length}`, open.length === 0],
  ]
  const passed = demands.filter(([, holds]) => holds).length
  const kinds = [...Map.groupBy(kills, ({ kind }) => kind)].map(
    ([kind, all]) => `${kind} ${all.filter(({ isInside }) => isInside).length} of ${all.length}`,
  )
  return {
    lines: [
      `${kills.length} kills in and after commands, ${jobs} jobs in ${Math.round(ms / 1000)} s`,
      `killed inside: ${kinds.toSorted().join(', ')}`,
      ...demands.map(([text, holds]) => `${holds ? 'ok  ' : 'FAIL'} ${text}`),
      ...changedAnswers,
    ],
    passed,
    failed: demands.length - passed,
  }
}
