import type { DraftItem, DraftPlan } from '#renderer/stores/draft/index.ts'

/** A start that was asked for while a source was still typed. It waits until the source is read and compared. */
export interface WaitingStart {
  readonly connectionId: string
  readonly workflowId: string | undefined
  /** The items before the typed source was added. */
  readonly before: readonly DraftItem[]
  /** The items with it; null until it is read. */
  readonly after: readonly DraftItem[] | null
}

/** What stands on the screen now. */
interface ShownRun extends Pick<WaitingStart, 'connectionId' | 'workflowId'> {
  readonly items: readonly DraftItem[]
  readonly plan: Pick<DraftPlan, 'items'>
  readonly isSettled: boolean
  readonly canStart: boolean
}

/**
 * What becomes of a start that waits. It is dropped as soon as anything else is shown than what it was asked for: another
 * connection or workflow, or a source that came later.
 */
export function decideWaitingStart(asked: WaitingStart, shown: ShownRun): 'wait' | 'start' | 'drop' {
  if (asked.after === null) return 'wait'
  if (asked.connectionId !== shown.connectionId || asked.workflowId !== shown.workflowId) return 'drop'
  if (asked.after !== shown.items) return 'drop'
  if (!shown.isSettled) return 'wait'
  return shown.canStart && isAllPlanned(asked.before, asked.after, shown.plan) ? 'start' : 'drop'
}

/** Whether everything that was added since is run: nothing undecided, left out or known is passed over in silence. */
function isAllPlanned(
  before: readonly DraftItem[],
  after: readonly DraftItem[],
  plan: ShownRun['plan'],
): boolean {
  const known = new Set(before.map(({ id }) => id))
  const planned = new Set(plan.items.map(({ id }) => id))
  const added = after.filter(({ id }) => !known.has(id))
  return added.length > 0 && added.every(({ id }) => planned.has(id))
}
