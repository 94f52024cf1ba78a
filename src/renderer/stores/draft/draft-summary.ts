import { isUnresolved, isProblem, isRunnable, type DraftItem } from './draft-item.ts'

/** The counts that the source area and the strip show. */
export interface DraftSummary {
  readonly taken: number
  readonly problems: readonly DraftItem[]
  /** Problems that are not ticked. */
  readonly open: number
  readonly perhapsOpen: number
  /** Objects of a cloud listing whose alias is not named. */
  readonly listed: number
  readonly sources: readonly DraftItem[]
  /** Sources that are not run because an earlier one is the same. */
  readonly duplicates: number
}

/** One summary for each list, however many components ask for it. */
const summaries = new WeakMap<readonly DraftItem[], DraftSummary>()

/** Counts the items, and sorts them for the screen: those that need the person come first. */
export function summarizeDraft(items: readonly DraftItem[]): DraftSummary {
  const summary = summaries.get(items) ?? countItems(items)
  summaries.set(items, summary)
  return summary
}

function countItems(items: readonly DraftItem[]): DraftSummary {
  const problems: DraftItem[] = []
  const sources: DraftItem[] = []
  let taken = 0
  let open = 0
  let perhapsOpen = 0
  let listed = 0
  for (const item of items) {
    ;(isProblem(item) ? problems : sources).push(item)
    if (isRunnable(item)) taken += 1
    if (!isUnresolved(item)) continue
    open += 1
    if (item.kind !== 'line') continue
    if (item.recognition.kind === 'perhaps') perhapsOpen += 1
    if (item.recognition.kind === 'listed') listed += 1
  }
  const takenProblems = problems.length - open
  const duplicates = sources.length - (taken - takenProblems)
  return { taken, problems, open, perhapsOpen, listed, sources, duplicates }
}
