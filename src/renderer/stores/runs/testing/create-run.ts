import { JOB_STATES } from '#shared/model/job.ts'
import { DEFAULT_RUN_OPTIONS, type Run, type StateCounts } from '#shared/model/run.ts'

export const NO_JOBS = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as StateCounts

/** A running run of two waiting jobs; `more` changes it. */
export const createRun = (more: Partial<Run> = {}): Run => ({
  id: 'r',
  connectionId: 'c',
  workflowId: 'w',
  createdAt: 0,
  endedAt: null,
  state: 'running',
  pausedBy: null,
  options: DEFAULT_RUN_OPTIONS,
  retryOf: null,
  unwatched: 0,
  unanswered: 0,
  name: null,
  verdicts: { flagged: 0, clear: 0 },
  total: 2,
  counts: { ...NO_JOBS, queued: 2 },
  ...more,
})
