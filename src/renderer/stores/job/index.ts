import { useEffect } from 'react'
import { newCommandId, request, subscribe } from '#renderer/client/index.ts'
import { useRequest } from '#renderer/lib/use-request.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { JobRequest } from '#shared/model/job-request.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'

export { useJobTab, type JobTab } from './job-tab.ts'
export { useResult, type OpenedResult, type ResultState } from './use-result.ts'
export type { DocumentSummary } from '#renderer/workers/json/document.ts'
export type { ResultTask } from '#renderer/workers/json/result-tasks.ts'
export type { TextRow } from '#renderer/workers/json/text-rows.ts'
export type { TreeRow } from '#renderer/workers/json/tree-rows.ts'

/** A job, or why there is none yet. */
export interface LoadedJob {
  readonly job: Job | null
  readonly error: AppError | null
}

/** One job, kept up to date while the component is mounted. */
export function useJob(jobId: string): LoadedJob {
  const { data, error, refresh, replace } = useRequest([jobId], () => request('jobs.get', { jobId }))
  useEffect(
    () =>
      subscribe('jobs.changed', ({ jobs, more }) => {
        const changed = jobs.find((other) => other.id === jobId)
        if (changed !== undefined) replace(changed)
        else if (more) refresh()
      }),
    [jobId, refresh, replace],
  )
  return { job: error === null ? data : null, error }
}

/** How long jobs of a workflow usually take, ms; null while nothing is known. */
export function useUsualDuration(connectionId: string, workflowId: string): number | null {
  const { data } = useRequest([connectionId, workflowId], () =>
    request('runs.preview', { connectionId, workflowId, sources: [], total: 0 }),
  )
  return data?.usualMs ?? null
}

/** Gives a job that may have started the remote job id that the person found. */
export const attachJob = (jobId: string, remoteJobId: string): Promise<Result<Job>> =>
  request('jobs.attach', { jobId, remoteJobId, commandId: newCommandId() })

/** Leaves a job that may have started as it is. */
export const acknowledgeJob = (jobId: string): Promise<Result<Job>> =>
  request('jobs.acknowledge', { jobId, commandId: newCommandId() })

/** Stops watching a running job, or begins again. */
export const watchJob = (jobId: string, watching: boolean): Promise<Result<Job>> =>
  request('jobs.watch', { jobId, watching, commandId: newCommandId() })

/** Polls an expired job again. */
export const lookAgain = (jobId: string): Promise<Result<Job>> =>
  request('jobs.lookAgain', { jobId, commandId: newCommandId() })

/** The requests of a job, secrets cut. */
export const readRequest = (jobId: string): Promise<Result<JobRequest>> =>
  request('jobs.requestPreview', { jobId })

/**
 * Lets main put one node of a result on the clipboard: a text as it is, anything else indented. With `json`, a text is in
 * quotes, too. Rejects when nothing was copied.
 */
export async function copyNode(
  jobId: string,
  pointer: string,
  as: 'value' | 'json' = 'value',
): Promise<void> {
  const answer = await request('jobs.copy', { jobId, as, pointer })
  if (!answer.ok) throw new Error(answer.error.message)
}

/** Saves an output file where the person chooses; null when they cancelled. */
export const saveFile = (
  jobId: string,
  pointer: string,
): Promise<Result<{ readonly bytes: number } | null>> => request('jobs.saveFile', { jobId, pointer })

/** The address at which main serves an output file, for a preview. */
export const toFileUrl = (jobId: string, pointer: string): string =>
  `/files/${encodeURIComponent(jobId)}?pointer=${encodeURIComponent(pointer)}`
