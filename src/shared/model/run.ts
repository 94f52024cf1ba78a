import type { AppError } from '#shared/errors/app-error.ts'
import type { JobState } from './job.ts'

export type RunState = 'running' | 'paused' | 'stopping' | 'done'

/** How many jobs of a run are in each state. */
export type StateCounts = Readonly<Record<JobState, number>>

/** One press of Run: a workflow over many sources on one connection. Times in Unix ms. */
export interface Run {
  readonly id: string
  readonly connectionId: string
  readonly workflowId: string
  readonly createdAt: number
  readonly endedAt: number | null
  readonly state: RunState
  /** Why the run paused by itself (the first five refused alike, contract 10); null when the person paused it. */
  readonly pausedBy: AppError | null
  readonly total: number
  readonly counts: StateCounts
}

/** Failed and refused jobs of a run that share a cause. */
export interface FailureGroup {
  readonly error: AppError
  readonly count: number
}
