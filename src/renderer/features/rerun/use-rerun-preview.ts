import { useRequest } from '#renderer/lib/use-request.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { RerunInput, RerunPreview } from '#shared/model/rerun.ts'

interface RerunPreviewState {
  readonly preview: RerunPreview | null
  readonly error: AppError | null
  /** The preview is of this input, not of an earlier choice. */
  readonly isCurrent: boolean
}

/** The preview is asked for anew after this time, since jobs fail and end meanwhile. */
const REFRESH_INTERVAL_MS = 1_000
/** Rest after an answer, for each ms that it took: at most a fifth of the time goes into previews. */
const REST_MS_PER_MS = 4

/** What running jobs again would do, kept up to date. The preview of an earlier choice stays until the next is there. */
export function useRerunPreview(input: RerunInput): RerunPreviewState {
  const previewRerun = useRuns((store) => store.previewRerun)
  const asked = JSON.stringify(input)
  const { data, error, key } = useRequest([asked], () => previewRerun(input), {
    keepPrevious: true,
    pollMs: (tookMs) => REFRESH_INTERVAL_MS + tookMs * REST_MS_PER_MS,
  })
  return { preview: error === null ? data : null, error, isCurrent: key?.[0] === asked }
}
