import type { ErrorCode } from '#shared/errors/catalogue.ts'
import type { Job } from '#shared/model/job.ts'

/** How long the service keeps a result where it has not said: 48 h (documented `ttl`), ms. */
const USUAL_TTL = 172_800_000

/** A started job as the poller holds it: tens of thousands fit into memory. */
export interface Watched {
  readonly id: string
  readonly state: 'started'
  readonly runId: string
  readonly connectionId: string
  readonly workflowId: string
  readonly jobid: string
  readonly startedAt: number
  /** When the service may forget its result at the earliest, Unix ms. */
  readonly deadline: number
  /** Requests for its status. */
  asked: number
  /** Answers that it runs. */
  polls: number
  /** Failed asks in a row. */
  failures: number
  /** Of these, the ones that speak for its being gone. */
  misses: number
  remoteStatus: string | null
  /** The failure the row shows. */
  shown: ErrorCode | null
  /** It was said that it runs much longer than usual. */
  slow: boolean
  /** No longer watched. */
  forgotten: boolean
}

/** Null for a job that is not `started` with a job id. */
export function watchedOf(job: Job): Watched | null {
  if (job.state !== 'started' || job.jobid === null) return null
  const startedAt = job.startedAt ?? job.createdAt
  return {
    id: job.id,
    state: 'started',
    runId: job.runId,
    connectionId: job.connectionId,
    workflowId: job.workflowId,
    jobid: job.jobid,
    startedAt,
    deadline: job.forgottenAt ?? startedAt + USUAL_TTL,
    asked: job.polls,
    polls: 0,
    failures: 0,
    misses: 0,
    remoteStatus: job.remoteStatus,
    shown: job.error?.code ?? null,
    slow: job.slow,
    forgotten: false,
  }
}
