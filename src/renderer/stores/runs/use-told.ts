import { useEffect, useState } from 'react'
import { ask } from '#renderer/client/index.ts'
import type { Result } from '#shared/model/result.ts'
import type { FailureGroup, Run, RunFigures } from '#shared/model/run.ts'
import { doneCount, failedCount } from './speed.ts'

const EVERY_MS = 1_000

const figuresOf = (runId: string): Promise<Result<RunFigures>> => ask('runs.figures', { runId })
const failuresOf = (runId: string): Promise<Result<readonly FailureGroup[]>> =>
  ask('runs.failures', { runId })

/** The figures of a run; null until they are there. */
export const useFigures = (run: Run): RunFigures | null => useTold(run, true, figuresOf)

const NONE: readonly FailureGroup[] = []

/** Failed and refused jobs of a run by cause. */
export function useFailures(run: Run): readonly FailureGroup[] {
  const some = failedCount(run.counts) > 0
  const told = useTold(run, some, failuresOf)
  return some ? (told ?? NONE) : NONE
}

/** What main tells of a run: asked at most once a second while the run moves and the window is seen, and at its ends. */
function useTold<Data>(
  run: Run,
  wanted: boolean,
  question: (runId: string) => Promise<Result<Data>>,
): Data | null {
  const [told, setTold] = useState<{ readonly runId: string; readonly data: Data } | null>(null)
  const { id, state, counts } = run
  const moves = state === 'running' || counts.sending + counts.started > 0
  const stands = moves ? null : doneCount(counts)
  useEffect(() => {
    if (!wanted) return undefined
    let open = true
    let asking = false
    const load = async (): Promise<void> => {
      if (asking || document.hidden) return
      asking = true
      const answer = await question(id)
      asking = false
      if (open && answer.ok) setTold({ runId: id, data: answer.data })
    }
    void load()
    const timer = moves ? setInterval(() => void load(), EVERY_MS) : undefined
    return () => {
      open = false
      clearInterval(timer)
    }
    // A run that stands may still change (an upload tried again): asked once for each change.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [question, id, wanted, state, moves, stands])
  return told?.runId === id ? told.data : null
}
