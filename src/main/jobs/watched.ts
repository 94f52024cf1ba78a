import type { Job } from '#shared/model/job.ts'

/** How long the service keeps a result where it has not said: 48 h (documented `ttl`), ms. */
const USUAL_TTL = 172_800_000

/** A started job as the poller holds it. */
export interface Watched {
  /** As it was last written. */
  job: Job
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
  /** No longer watched. */
  forgotten: boolean
}

/** Null for a job that is not `started` with a job id. */
export function watchedOf(job: Job): Watched | null {
  if (job.state !== 'started' || job.jobid === null) return null
  const startedAt = job.startedAt ?? job.createdAt
  return {
    job,
    jobid: job.jobid,
    startedAt,
    deadline: job.forgottenAt ?? startedAt + USUAL_TTL,
    asked: job.polls,
    polls: 0,
    failures: 0,
    misses: 0,
    forgotten: false,
  }
}
