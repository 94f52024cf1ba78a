import { useEffect, useRef, useState } from 'react'
import { ask } from '#renderer/client/index.ts'
import type { Result } from '#shared/model/result.ts'
import {
  underWay,
  type FailureGroup,
  type Run,
  type RunFigures,
  type StateCounts,
} from '#shared/model/run.ts'
import { doneCount, failedCount } from './speed.ts'

const EVERY_MS = 1_000

const figuresOf = (runId: string): Promise<Result<RunFigures>> => ask('runs.figures', { runId })
const failuresOf = (runId: string): Promise<Result<readonly FailureGroup[]>> =>
  ask('runs.failures', { runId })

/** The figures of a run, with how many jobs had finished when they were asked for; null until they are there. */
export function useFigures(run: Run): (RunFigures & { readonly finished: number }) | null {
  const told = usePolledQuery(run, true, figuresOf)
  return told === null ? null : { ...told.data, finished: told.counts.finished }
}

const NONE: readonly FailureGroup[] = []

/** Failed and refused jobs of a run by cause. */
export function useFailures(run: Run): readonly FailureGroup[] {
  const some = failedCount(run.counts) > 0
  const told = usePolledQuery(run, some, failuresOf)
  return some ? (told?.data ?? NONE) : NONE
}

interface Told<Data> {
  readonly runId: string
  readonly data: Data
  /** How the run stood when it was asked. */
  readonly counts: StateCounts
}

/** What main tells of a run: asked at most once a second while the run moves and the window is seen, and at its ends. */
function usePolledQuery<Data>(
  run: Run,
  wanted: boolean,
  question: (runId: string) => Promise<Result<Data>>,
): Told<Data> | null {
  const [told, setTold] = useState<Told<Data> | null>(null)
  const { id, state, counts } = run
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  const moves = state === 'running' || underWay(run) > 0
  const stands = moves ? null : doneCount(counts)
  useEffect(() => {
    if (!wanted) return undefined
    let open = true
    let asking = false
    const load = async (): Promise<void> => {
      if (asking || document.hidden) return
      asking = true
      const asked = latest.current.counts
      const answer = await question(id)
      asking = false
      if (open && answer.ok) setTold({ runId: id, data: answer.data, counts: asked })
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
  return told?.runId === id ? told : null
}
