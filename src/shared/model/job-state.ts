import type { Job, JobState } from './job.ts'

/** The picture of docs/engine.md as a table, all of it; `failed → queued` only for an upload that failed (see `mayMove`). */
const NEXT: Readonly<Record<JobState, readonly JobState[]>> = {
  queued: ['uploading', 'ready', 'stopped'],
  uploading: ['ready', 'failed', 'stopped'],
  ready: ['sending', 'stopped'],
  sending: ['started', 'ready', 'rejected', 'unknown'],
  started: ['finished', 'failed', 'expired'],
  finished: [],
  failed: ['queued'],
  rejected: ['queued'],
  unknown: ['started'],
  stopped: ['queued'],
  expired: ['started'],
}

/** A job as far as its next state depends on it. */
export type JobStateFields = Pick<Job, 'state' | 'remoteJobId'>

/** Whether a job may move to `to`, by the table. A job the service accepted never goes back. */
export function mayMove(job: JobStateFields, to: JobState): boolean {
  if (to === 'queued' && job.remoteJobId !== null) return false
  return NEXT[job.state].includes(to)
}

/** Known to have nothing before its request: it waits for its turn and can still be stopped. */
export const WAITING_STATES = ['queued', 'uploading', 'ready'] as const satisfies readonly JobState[]

/** Something is still to come by itself. */
export const OPEN_STATES = [...WAITING_STATES, 'sending', 'started'] as const satisfies readonly JobState[]

const among = (states: readonly JobState[], state: JobState): boolean => states.includes(state)

export const isWaiting = (state: JobState): boolean => among(WAITING_STATES, state)
export const isOpen = (state: JobState): boolean => among(OPEN_STATES, state)
/** Nothing more comes by itself and nobody is asked: every state but the open ones and `unknown`. */
export const isEnd = (state: JobState): boolean => !isOpen(state) && state !== 'unknown'

/** It may have started: the person attaches its job id, leaves it, or runs it again. */
export const mayAttach = (state: JobState): boolean => state === 'unknown'
/** As a new job with `retryOf`; this one stays as it is. */
export const mayRunAgain = (state: JobState): boolean => !isOpen(state)
/** The service said that it does not have the job any more: it may say so by mistake. */
export const mayLookAgain = (state: JobState): boolean => state === 'expired'
export const mayWatch = (state: JobState): boolean => state === 'started'

/** Its handle, URL or alias path is there: it needs no upload (any more). */
export const hasRemoteSource = ({ source, handle }: Pick<Job, 'source' | 'handle'>): boolean =>
  source.kind !== 'file' || handle !== null
/** A failed upload, or a job stopped before it was sent: it may wait for its turn again. */
export const mayRequeue = (job: JobStateFields & Pick<Job, 'source' | 'handle'>): boolean =>
  job.remoteJobId === null && (job.state === 'stopped' || (job.state === 'failed' && !hasRemoteSource(job)))
/** The upload of its file can be paused or resumed. */
export const mayHold = (job: Pick<Job, 'state' | 'source' | 'handle'>): boolean =>
  (job.state === 'queued' || job.state === 'uploading') && !hasRemoteSource(job)
