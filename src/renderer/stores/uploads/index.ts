import { useEffect } from 'react'
import { create } from 'zustand'
import { ask, on } from '#renderer/client/index.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import type { UploadProgress } from '#shared/model/run.ts'

/** How one file stands: bytes the storage has confirmed. */
interface FileProgress {
  readonly stored: number
  readonly of: number
}

interface UploadsStore {
  /** By run. */
  readonly runs: Readonly<Record<string, UploadProgress>>
  /** Files under way, by job. */
  readonly jobs: ReadonlyMap<string, FileProgress>
  /** Jobs whose upload the person holds. */
  readonly held: ReadonlySet<string>
}

/** How the uploads of the runs of this session stand, as main tells them. */
const useUploads = create<UploadsStore>()(() => ({ runs: {}, jobs: new Map(), held: new Set() }))

function learn(changed: readonly UploadProgress[]): void {
  useUploads.setState((store) => {
    const runs = { ...store.runs }
    for (const progress of changed) runs[progress.runId] = progress
    const jobs = new Map<string, FileProgress>()
    for (const { underWay } of Object.values(runs))
      for (const { jobId, stored, of } of underWay) jobs.set(jobId, { stored, of })
    return { runs, jobs, held: new Set(Object.values(runs).flatMap(({ held }) => held)) }
  })
}

/** Follows the uploads; the returned function ends it. */
export const hearUploads = (): (() => void) => on('uploads.progress', ({ uploads }) => learn(uploads))

/** How the uploads of a run stand; null while nobody has said. */
export function useRunUploads(runId: string): UploadProgress | null {
  const progress = useUploads((store) => store.runs[runId] ?? null)
  const known = progress !== null
  useEffect(() => {
    if (known) return
    const load = async (): Promise<void> => {
      const answer = await ask('runs.uploadProgress', { runId })
      if (answer.ok) learn([answer.data])
    }
    void load()
  }, [runId, known])
  return progress
}

/** How much of a job's file is uploaded, 0..100; undefined while nobody has said, or in any other state. */
export function useUploadPercent({ id, state }: Job): number | undefined {
  const progress = useUploads((store) => store.jobs.get(id))
  if (state !== 'uploading' || progress === undefined) return undefined
  return progress.of === 0 ? 100 : (progress.stored / progress.of) * 100
}

/** Does the person hold the upload of a job's file? */
export const useIsHeld = (jobId: string): boolean => useUploads((store) => store.held.has(jobId))

export const isHeld = (jobId: string): boolean => useUploads.getState().held.has(jobId)

/** A failed upload, or a job stopped before it was sent, waits for its turn again; what was stored is kept. */
export const tryAgain = (jobId: string): Promise<Result<Job>> => ask('jobs.requeue', { jobId })

/** Takes one job out that was not sent yet. */
export const stopJob = (jobId: string): Promise<Result<Job>> => ask('jobs.stop', { jobId })

/** Holds the upload of one file, or lets it go on. */
export const holdUpload = (jobId: string, held: boolean): Promise<Result<Job>> =>
  ask('jobs.holdUpload', { jobId, held })
