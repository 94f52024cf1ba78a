import { useEffect } from 'react'
import type { Run } from '#shared/model/run.ts'
import { useRuns } from './index.ts'

/** A run by its id, asked for where this session does not know it yet; undefined until then, and for no id. */
export function useRun(runId: string | null): Run | undefined {
  const run = useRuns((store) => (runId === null ? undefined : store.runs[runId]))
  const isUnknown = run === undefined
  useEffect(() => {
    if (runId !== null && isUnknown) void useRuns.getState().learnById(runId)
  }, [runId, isUnknown])
  return run
}
