import { isUnresolved, isProblem, isRunnable, type DraftItem } from './draft-item.ts'

/** What the source area and the strip count. */
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

/** Each list is counted once, however many components ask. */
const summaries = new WeakMap<readonly DraftItem[], DraftSummary>()

/** Sorts the items for the screen: what needs the person first. */
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
