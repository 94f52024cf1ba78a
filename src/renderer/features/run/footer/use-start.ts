import { useEffect, useRef, useState } from 'react'
import { useDraft, type DraftItem, type DraftPlan } from '#renderer/stores/draft/index.ts'
import { startRun } from '#renderer/stores/draft/start-run.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'

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
    if (asked === null || asked.after === null) return
    // The person has seen what was to be run, and nothing that came after it.
    const isSame =
      asked.connectionId === connection.id &&
      asked.workflowId === workflowId &&
      asked.after === useDraft.getState().items
    if (isSame && !isSettled) return
    waiting.current = null
    if (isSame && canStart && isAllPlanned(asked.before, plan)) void startNow()
  })
  return {
    start: () => void (canTake ? takeTyped() : startNow()),
    failure: failure?.connection === connection ? failure.error : null,
  }
}

/** A start that was asked for while a source was still typed. */
interface WaitingStart {
  readonly connectionId: string
  readonly workflowId: string | undefined
  /** The items before the typed source was added. */
  readonly before: readonly DraftItem[]
  /** The items with it; null until it is read. */
  readonly after: readonly DraftItem[] | null
}

/** Whether everything that was added since is run: nothing undecided, left out or known is passed over in silence. */
function isAllPlanned(before: readonly DraftItem[], plan: DraftPlan): boolean {
  const beforeIds = new Set(before.map(({ id }) => id))
  const planned = new Set(plan.items.map(({ id }) => id))
  const added = useDraft.getState().items.filter(({ id }) => !beforeIds.has(id))
  return added.length > 0 && added.every(({ id }) => planned.has(id))
}
