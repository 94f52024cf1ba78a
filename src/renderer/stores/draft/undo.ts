import type { DraftItem } from './draft-item.ts'

/** What *Undo* takes back: something that was added, or items that were taken out. */
export type UndoStep =
  /** A paste, a drop or a list: every item with a higher id came by it. */
  | { readonly kind: 'added'; readonly afterId: number }
  | { readonly kind: 'removed'; readonly items: readonly DraftItem[] }

/** Steps that are remembered. */
const MAX_UNDO_STEPS = 20

/** The steps with a newer one. Two additions with nothing between them are one. */
export function addUndoStep(steps: readonly UndoStep[], step: UndoStep): readonly UndoStep[] {
  const last = steps.at(-1)
  if (step.kind === 'added' && last?.kind === 'added' && last.afterId === step.afterId) return steps
  if (step.kind === 'removed' && step.items.length === 0) return steps
  return [...steps, step].slice(-MAX_UNDO_STEPS)
}

/** The newest step that would change anything; null when there is none. */
export function findUndoStep(steps: readonly UndoStep[], items: readonly DraftItem[]): UndoStep | null {
  const changes = (step: UndoStep): boolean =>
    // The newest items stand last.
    step.kind === 'removed' || items.findLast(({ id }) => id > step.afterId) !== undefined
  return steps.findLast(changes) ?? null
}

/** The items as they were before a step. */
export function undoStep(step: UndoStep, items: readonly DraftItem[]): readonly DraftItem[] {
  if (step.kind === 'added') return items.filter(({ id }) => id <= step.afterId)
  return [...items, ...step.items].toSorted((one, other) => one.id - other.id)
}

/** What *Undo* would bring back: its files are still needed. */
export const listRestorable = (steps: readonly UndoStep[]): readonly DraftItem[] =>
  steps.flatMap((step) => (step.kind === 'removed' ? step.items : []))
