import { useEffect, useState } from 'react'
import { useRuns } from '#renderer/stores/runs/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { RerunInput, RerunPreview } from '#shared/model/rerun.ts'

interface RerunPreviewState {
  readonly preview: RerunPreview | null
  readonly error: AppError | null
}

/** So long after an answer it is asked anew: jobs fail and end meanwhile. */
const REFRESH_INTERVAL_MS = 1_000
/** A question that takes long is asked seldom: at most a fifth of the time goes into it. */
const REST_PER_REQUEST_MS = 4

/**
 * What running again would do, kept true while it is shown. What is known of another choice stays until the answer is
 * there.
 */
export function useRerunPreview(input: RerunInput): RerunPreviewState {
  const ask = useRuns((store) => store.againPreview)
  const [told, setTold] = useState<RerunPreviewState>({ preview: null, error: null })
  const key = JSON.stringify(input)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let wanted = true
    const load = async (): Promise<void> => {
      const from = performance.now()
      const answer = await ask(JSON.parse(key) as RerunInput)
      if (!wanted) return
      setTold(answer.ok ? { preview: answer.data, error: null } : { preview: null, error: answer.error })
      timer = setTimeout(
        () => void load(),
        REFRESH_INTERVAL_MS + (performance.now() - from) * REST_PER_REQUEST_MS,
      )
    }
    void load()
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [ask, key])
  return told
}
