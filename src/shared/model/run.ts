import type { AppError } from '#shared/errors/app-error.ts'
import type { JobState, Verdict } from './job.ts'

export type RunState = 'running' | 'paused' | 'stopping' | 'done'

/** How many jobs of a run are in each state. */
export type StateCounts = Readonly<Record<JobState, number>>

/** How many jobs of a run have a verdict. */
export type VerdictCounts = Readonly<Record<Exclude<Verdict, 'none'>, number>>

/** How a run was asked for. */
export interface RunOptions {
  /** Sends so many, then pauses and shows them (*first results early*); null to go straight on. */
  readonly firstResults: number | null
}

export const DEFAULT_RUN_OPTIONS: RunOptions = { firstResults: null }

/** One press of Run: a workflow over many sources on one connection. Times in Unix ms. */
export interface Run {
  readonly id: string
  readonly connectionId: string
  readonly workflowId: string
  /** Of the sheet or folder it came from, or as the person called it; null for none. */
  readonly name: string | null
  readonly createdAt: number
  readonly endedAt: number | null
  readonly state: RunState
  /** Why the run paused by itself (five refused in a row, contract 10); null when the person paused it. */
  readonly pausedBy: AppError | null
  readonly options: RunOptions
  /** The run whose jobs this one runs again; null for a new one. */
  readonly retryOf: string | null
  readonly total: number
  readonly counts: StateCounts
  readonly verdicts: VerdictCounts
  /** Of its `started` jobs, those that are not asked for any more. */
  readonly unwatched: number
  /** Of those that may have started, the ones the person has not left as they are. */
  readonly unanswered: number
}

/** What of a run was sent and ends by itself: a job nobody asks for stays `started`. */
export const countUnderWay = ({ counts, unwatched }: Run): number =>
  counts.sending + counts.started - unwatched

/** Whether *Continue* sends the refused jobs once more: what made the run pause was the same for all of them. */
export const sendsRefusedAgain = (pausedBy: AppError | null): boolean =>
  /^(?:run\.refusedAlike|policy\..+|signature\..+)$/.test(pausedBy?.code ?? '')

/** What failures of one cause share: the code and the sentence of their error. */
export interface FailureCause {
  readonly code: string
  readonly message: string
}

/** Failed and refused jobs of a run that share a cause. */
export interface FailureGroup {
  readonly error: AppError
  readonly count: number
}

/** Requests that Filestack bills: accepted starts, and those that may have been. Kept a connection and local day. */
export interface BilledStarts {
  readonly today: { readonly accepted: number; readonly maybe: number }
  readonly month: { readonly accepted: number; readonly maybe: number }
}

/** What holds a connection's requests back, and how fast they go: the gauge on screen. Times in Unix ms. */
export interface RateStatus {
  readonly connectionId: string
  /** Until when nothing is sent; null while it is open. */
  readonly closedUntil: number | null
  readonly because: 'rate' | 'network' | null
  readonly inFlight: number
  /** As many as may be in flight at once now. */
  readonly allowed: number
  /** Requests a second over the last ten. */
  readonly perSecond: number
}

/** The figures of a run beside its counts, by the journal. Lengths in ms. */
export interface RunFigures {
  readonly polls: number
  readonly medianMs: number | null
  readonly slowest: readonly { readonly jobId: string; readonly durationMs: number }[]
  /** Jobs that run much longer than usual now. */
  readonly slowNow: number
}

/** How the uploads of a run stand: bytes the storage has confirmed, not bytes read. */
export interface UploadProgress {
  readonly runId: string
  readonly files: { readonly stored: number; readonly failed: number; readonly total: number }
  readonly bytes: { readonly stored: number; readonly total: number }
  /** Bytes a second over the last seconds; null while nothing is known. */
  readonly perSecond: number | null
  /** Files under way now: at most 200, the largest first. */
  readonly underWay: readonly { readonly jobId: string; readonly stored: number; readonly total: number }[]
  /** Jobs whose upload the person holds: at most 200. */
  readonly held: readonly string[]
}
