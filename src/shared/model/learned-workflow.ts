import type { TaskKind } from './results/task.ts'

/** A task that results of a workflow had. */
export interface LearnedTask {
  /** As the service names it. */
  readonly key: string
  readonly kind: TaskKind
  /** How many of the results that were read had it. */
  readonly jobs: number
}

/** From a job on, the results of a workflow have other tasks than those before. */
export interface ShapeChange {
  /** When the first job of the other shape ended, Unix ms. */
  readonly at: number
  /** Shapes of tasks (their keys without the number at the end) that no result had since, and that all have since. */
  readonly missing: readonly string[]
  readonly added: readonly string[]
}

/** What the history knows of a workflow, from the newest jobs that have ended. */
export interface LearnedWorkflow {
  readonly ended: number
  readonly finished: number
  /** How long a finished job takes, ms: the middle one, and that within which 95 of 100 end. Null without any. */
  readonly medianMs: number | null
  readonly p95Ms: number | null
  readonly resultsRead: number
  readonly tasks: readonly LearnedTask[]
  readonly change: ShapeChange | null
}

/** A branch of a workflow that is not taken leaves no key, so one job without a task says nothing. */
const JOBS_TO_NOTICE = 3
/** A task was steady when so many jobs before had it, or as many as there are. */
const STEADY_JOBS = 10

interface JobTasks {
  readonly endedAt: number
  /** Shapes of its tasks. */
  readonly tasks: ReadonlySet<string>
}

/** The newest change of shape among jobs, the oldest first; known from the third job on. */
export function findShapeChange(jobs: readonly JobTasks[]): ShapeChange | null {
  const changes = [...new Set(jobs.flatMap(({ tasks }) => [...tasks]))].flatMap((task) => {
    const isThere = jobs.map(({ tasks }) => tasks.has(task))
    const missingFrom = findTurn(isThere, true)
    if (missingFrom !== null) return [{ task, from: missingFrom, isMissing: true }]
    const addedFrom = findTurn(isThere, false)
    return addedFrom === null ? [] : [{ task, from: addedFrom, isMissing: false }]
  })
  if (changes.length === 0) return null
  const from = Math.max(...changes.map((change) => change.from))
  const atOnce = changes.filter((change) => change.from === from)
  const name = (isMissing: boolean): readonly string[] =>
    atOnce.filter((change) => change.isMissing === isMissing).map(({ task }) => task)
  return { at: jobs[from]?.endedAt ?? 0, missing: name(true), added: name(false) }
}

/** From where on the rest is no longer as `before`, when it was steadily so until there; null when there is no such turn. */
function findTurn(values: readonly boolean[], before: boolean): number | null {
  const last = values.lastIndexOf(before)
  const from = last + 1
  if (from < JOBS_TO_NOTICE || values.length - from < JOBS_TO_NOTICE) return null
  return values.slice(Math.max(0, from - STEADY_JOBS), from).every((value) => value === before) ? from : null
}

/** The value below which a share of the numbers lies; null of none. The numbers are in order. */
export function findQuantile(ordered: readonly number[], share: number): number | null {
  return ordered[Math.min(ordered.length - 1, Math.max(0, Math.ceil(ordered.length * share) - 1))] ?? null
}
