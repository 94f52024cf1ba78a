import { isOpen, isProblem, isTaken, type DraftItem } from './draft-item.ts'

/** What the source area and the strip count. */
export interface DraftSummary {
  readonly taken: number
  readonly problems: readonly DraftItem[]
  /** Problems that are not ticked. */
  readonly open: number
  readonly perhapsOpen: number
  readonly sources: readonly DraftItem[]
  /** Sources that are not run because an earlier one is the same. */
  readonly duplicates: number
}

const known = new WeakMap<readonly DraftItem[], DraftSummary>()

/** Sorts the items for the screen: what needs the person first. Counted once a list, whoever asks. */
export function summaryOf(items: readonly DraftItem[]): DraftSummary {
  const found = known.get(items) ?? counted(items)
  known.set(items, found)
  return found
}

function counted(items: readonly DraftItem[]): DraftSummary {
  const problems: DraftItem[] = []
  const sources: DraftItem[] = []
  let taken = 0
  let open = 0
  let perhapsOpen = 0
  for (const item of items) {
    ;(isProblem(item) ? problems : sources).push(item)
    if (isTaken(item)) taken += 1
    if (!isOpen(item)) continue
    open += 1
    if (item.kind === 'line' && item.recognition.kind === 'perhaps') perhapsOpen += 1
  }
  const takenProblems = problems.length - open
  return { taken, problems, open, perhapsOpen, sources, duplicates: sources.length - (taken - takenProblems) }
}
