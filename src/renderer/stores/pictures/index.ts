import { useState } from 'react'
import { request } from '#renderer/client/index.ts'
import { pictureShrinker } from '#renderer/stores/files/picture-shrinker.ts'
import { useRequest } from '#renderer/lib/use-request.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { SourcePicture } from '#shared/model/source-picture.ts'

/** Long side of the small copy that is kept. */
const KEPT_PX = 1024

/** Whoever steps from job to job looks at none of them: nothing is fetched for those that were only passed. */
const STEPPING_MS = 200

/** The address at which main serves the small copy that is kept of the source of a job. */
export const toPictureUrl = (jobId: string): string => `/pictures/${encodeURIComponent(jobId)}`

/** The picture of a job's source as far as it is known; null before main has answered. */
export interface ShownPicture {
  readonly picture: SourcePicture | null
  /** Why nothing is known. */
  readonly error: AppError | null
  /** The host that it is fetched from at the moment, null for this computer; undefined while nothing is. */
  readonly fetchedFrom: string | null | undefined
  readonly again: () => void
}

/** The picture of a job's source, had from where it lies when nothing of it is kept. It is given up when the component goes. */
export function useSourcePicture(jobId: string): ShownPicture {
  const [tries, setTries] = useState({ jobId, count: 0 })
  const count = tries.jobId === jobId ? tries.count : 0
  const look = useRequest([jobId, count], () => request('pictures.look', { jobId, again: count > 0 }))
  const host = look.data?.kind === 'obtainable' ? look.data.host : undefined
  const got = useRequest(host === undefined ? null : [jobId, count], (signal) => obtain(jobId, signal), {
    debounceMs: STEPPING_MS,
  })
  return {
    picture: host === undefined ? look.data : got.data,
    error: look.error ?? (host === undefined ? null : got.error),
    fetchedFrom: host !== undefined && got.status === 'loading' ? host : undefined,
    again: () => setTries({ jobId, count: count + 1 }),
  }
}

/** Has the worker make a small copy, which main keeps; then looks again. */
async function obtain(jobId: string, signal: AbortSignal): Promise<Result<SourcePicture | null>> {
  const url = `/sources/${encodeURIComponent(jobId)}`
  const bytes = await pictureShrinker.copy(url, KEPT_PX, signal)
  if (signal.aborted) return ok(null)
  await request('pictures.keep', { jobId, bytes: bytes === null ? null : new Uint8Array(bytes) })
  return request('pictures.look', { jobId })
}
