import { create } from 'zustand'
import { newCommandId, request, subscribe } from '#renderer/client/index.ts'
import { useRequest } from '#renderer/lib/use-request.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import type { UploadProgress } from '#shared/model/run.ts'

/** The progress of one file: the bytes that the storage has confirmed. */
interface FileProgress {
  readonly stored: number
  readonly total: number
}

interface UploadsStore {
  /** By run. */
  readonly runs: Readonly<Record<string, UploadProgress>>
  /** The files being uploaded, by job. */
  readonly jobs: ReadonlyMap<string, FileProgress>
  /** Jobs whose upload the person holds. */
  readonly held: ReadonlySet<string>
}

/** The progress of all uploads, as main reports it. */
const useUploads = create<UploadsStore>()(() => ({ runs: {}, jobs: new Map(), held: new Set() }))

function addProgress(changed: readonly UploadProgress[]): void {
  useUploads.setState((store) => {
    const runs = { ...store.runs }
    for (const progress of changed) runs[progress.runId] = progress
    const jobs = new Map<string, FileProgress>()
    for (const { underWay } of Object.values(runs))
      for (const { jobId, stored, total } of underWay) jobs.set(jobId, { stored, total })
    return { runs, jobs, held: new Set(Object.values(runs).flatMap(({ held }) => held)) }
  })
}

/** Follows the uploads; the returned function ends it. */
export const subscribeUploads = (): (() => void) =>
  subscribe('uploads.progress', ({ uploads }) => addProgress(uploads))

/** The progress of the uploads of a run; null until main has answered. */
export function useRunUploads(runId: string): UploadProgress | null {
  const progress = useUploads((store) => store.runs[runId] ?? null)
  useRequest(progress === null ? [runId] : null, async () => {
    const answer = await request('runs.uploadProgress', { runId })
    if (answer.ok) addProgress([answer.data])
    return answer
  })
  return progress
}

/** How much of a job's file is uploaded, 0..100; undefined before main has answered, and in any other state. */
export function useUploadPercent({ id, state }: Job): number | undefined {
  const progress = useUploads((store) => store.jobs.get(id))
  if (state !== 'uploading' || progress === undefined) return undefined
  return progress.total === 0 ? 100 : (progress.stored / progress.total) * 100
}

/** Does the person hold the upload of a job's file? */
export const useIsUploadHeld = (jobId: string): boolean => useUploads((store) => store.held.has(jobId))

/** The same, for use outside of a component. */
export const isUploadHeld = (jobId: string): boolean => useUploads.getState().held.has(jobId)

/** Puts a job whose upload failed, or that was stopped before it was sent, back in the queue; uploaded parts are kept. */
export const requeueJob = (jobId: string): Promise<Result<Job>> =>
  request('jobs.requeue', { jobId, commandId: newCommandId() })

/** Stops one job that was not sent yet. */
export const stopJob = (jobId: string): Promise<Result<Job>> =>
  request('jobs.stop', { jobId, commandId: newCommandId() })

/** Holds the upload of one file, or lets it go on. */
export const holdUpload = (jobId: string, held: boolean): Promise<Result<Job>> =>
  request('jobs.holdUpload', { jobId, held, commandId: newCommandId() })
