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
  /** The items before the typed source was added; null while no start waits for one. */
  const itemsBefore = useRef<readonly DraftItem[] | null>(null)

  const startNow = async (): Promise<void> => {
    if (workflowId === undefined || !canStart) return
    setFailure(null)
    const answer = await startRun(connection.id, workflowId, plan)
    if (answer?.ok === false) setFailure({ connection, error: answer.error })
  }
  const takeTyped = async (): Promise<void> => {
    const { items, enterTyped } = useDraft.getState()
    itemsBefore.current = items
    await enterTyped()
  }
  useEffect(() => {
    const before = itemsBefore.current
    if (before === null || !isSettled || useDraft.getState().items === before) return
    itemsBefore.current = null
    if (canStart && isAllPlanned(before, plan)) void startNow()
  })
  return {
    start: () => void (canTake ? takeTyped() : startNow()),
    failure: failure?.connection === connection ? failure.error : null,
  }
}

/** Whether everything that was added since is run: nothing undecided, left out or known is passed over in silence. */
function isAllPlanned(before: readonly DraftItem[], plan: DraftPlan): boolean {
  const beforeIds = new Set(before.map(({ id }) => id))
  const planned = new Set(plan.items.map(({ id }) => id))
  const added = useDraft.getState().items.filter(({ id }) => !beforeIds.has(id))
  return added.length > 0 && added.every(({ id }) => planned.has(id))
}
