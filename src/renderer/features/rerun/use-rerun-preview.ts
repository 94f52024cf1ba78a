import { useEffect, useState } from 'react'
import { useRuns } from '#renderer/stores/runs/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { RunAgainInput, RerunPreview } from '#shared/ipc/runs.ts'

interface Told {
  readonly preview: RerunPreview | null
  readonly error: AppError | null
}

/** So long after an answer it is asked anew: jobs fail and end meanwhile. */
const AGAIN_MS = 1_000
/** A question that takes long is asked seldom: at most a fifth of the time goes into it. */
const REST = 4

/**
 * What running again would do, kept true while it is shown. What is known of another choice stays until the answer is
 * there.
 */
export function useAgainPreview(input: RunAgainInput): Told {
  const ask = useRuns((store) => store.againPreview)
  const [told, setTold] = useState<Told>({ preview: null, error: null })
  const key = JSON.stringify(input)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let wanted = true
    const load = async (): Promise<void> => {
      const from = performance.now()
      const answer = await ask(JSON.parse(key) as RunAgainInput)
      if (!wanted) return
      setTold(answer.ok ? { preview: answer.data, error: null } : { preview: null, error: answer.error })
      timer = setTimeout(() => void load(), AGAIN_MS + (performance.now() - from) * REST)
    }
    void load()
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [ask, key])
  return told
}
