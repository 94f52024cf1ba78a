import { findForgottenAt } from '#shared/model/forgotten.ts'
import type { Job } from '#shared/model/job.ts'
import { GoneLooks } from './gone-evidence.ts'

/** A started job as the poller holds it. */
export interface PolledJob {
  /** As it was last written. */
  job: Job
  readonly remoteJobId: string
  readonly startedAt: number
  /** When the service may forget its result at the earliest, Unix ms. */
  readonly deadline: number
  /** Requests for its status, those of earlier processes included. */
  requests: number
  /** Answers that it still runs. */
  runningAnswers: number
  /** Failed requests in a row. */
  failures: number
  /** Answers in a row that the service does not have it. */
  readonly goneLooks: GoneLooks
  /** Not to be polled any more. */
  isForgotten: boolean
}

/** Null for a job that is not `started` with a remote job id. */
export function toPolledJob(job: Job): PolledJob | null {
  if (job.state !== 'started' || job.remoteJobId === null) return null
  const startedAt = job.startedAt ?? job.createdAt
  return {
    job,
    remoteJobId: job.remoteJobId,
    startedAt,
    deadline: findForgottenAt(job),
    requests: job.polls,
    runningAnswers: 0,
    failures: 0,
    goneLooks: new GoneLooks(),
    isForgotten: false,
  }
}
