import type { Job } from './job.ts'

/** How long the service keeps a result when it does not say: 48 h (the documented `ttl`), ms. */
export const DEFAULT_TTL_MS = 172_800_000

/** When the service may forget the result of a job that has started, at the earliest, Unix ms. */
export const findForgottenAt = ({
  forgottenAt,
  startedAt,
  createdAt,
}: Pick<Job, 'forgottenAt' | 'startedAt' | 'createdAt'>): number =>
  forgottenAt ?? (startedAt ?? createdAt) + DEFAULT_TTL_MS

/** When a result that is not kept here would be lost, Unix ms; null where nothing is to be lost. */
export function findLossAt(job: Job): number | null {
  if (job.body !== null) return null
  if (job.state === 'started') return findForgottenAt(job)
  return job.state === 'finished' ? job.forgottenAt : null
}
