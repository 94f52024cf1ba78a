import { useEffect, useRef, useState } from 'react'
import { useDraft, type DraftPlan } from '#renderer/stores/draft/index.ts'
import { startRun } from '#renderer/stores/draft/start-run.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import { decideWaitingStart, type WaitingStart } from './waiting-start.ts'

interface StartOptions {
  readonly connection: Connection
  readonly workflowId: string | undefined
  readonly plan: DraftPlan
  /** The run can be started as it is shown. */
  readonly canStart: boolean
  /** Nothing forbids the run but that a typed source was not entered yet. */
  readonly canTake: boolean
  /** The sources are read and compared, and main has said what it thinks of the run. */
  readonly isSettled: boolean
}

interface StartState {
  readonly start: () => void
  /** Why main refused to create the run. */
  readonly failure: AppError | null
}

/**
 * Starts the run. A source that was typed and not entered is added first: the run then starts by itself once it is known
 * what it would do, unless the new source needs the person.
 */
export function useStart(options: StartOptions): StartState {
  const { connection, workflowId, plan, canStart, canTake, isSettled } = options
  const [failure, setFailure] = useState<{
    readonly connection: Connection
    readonly error: AppError
  } | null>(null)
  /** The start that waits until its typed source is read and compared; null while there is none. */
  const waiting = useRef<WaitingStart | null>(null)

  const startNow = async (): Promise<void> => {
    if (workflowId === undefined || !canStart) return
    setFailure(null)
    const answer = await startRun(connection.id, workflowId, plan)
    if (answer?.ok === false) setFailure({ connection, error: answer.error })
  }
  const takeTyped = async (): Promise<void> => {
    const { items: before, enterTyped } = useDraft.getState()
    const asked = { connectionId: connection.id, workflowId, before, after: null }
    waiting.current = asked
    await enterTyped()
    if (waiting.current !== asked) return
    const { items } = useDraft.getState()
    // Nothing was added: a later source must not be started by this press.
    waiting.current = items === before ? null : { ...asked, after: items }
  }
  useEffect(() => {
    const asked = waiting.current
    if (asked === null) return
    const { items } = useDraft.getState()
    const shown = { connectionId: connection.id, workflowId, items, plan, isSettled, canStart }
    const decision = decideWaitingStart(asked, shown)
    if (decision === 'wait') return
    waiting.current = null
    if (decision === 'start') void startNow()
  })
  return {
    start: () => void (canTake ? takeTyped() : startNow()),
    failure: failure?.connection === connection ? failure.error : null,
  }
}
