import { createYield } from '#renderer/lib/yield-to-browser.ts'
import { PORTION_ENTRIES } from '#shared/ipc/packed.ts'
import type { SourceInput } from '#shared/model/source-input.ts'
import type { Labels } from '#shared/model/labels.ts'
import { toSourceInput, isDuplicateRow, isRunnable, type DraftItem } from './draft-item.ts'

/** What the person chose to skip, or to take from an earlier upload; by item id. */
export interface PlanChoice {
  /** Items that have a finished result and are not run again. */
  readonly skip: ReadonlySet<number>
  /** Files that were uploaded before: the handle that is used instead of a new upload. */
  readonly handles: ReadonlyMap<number, string>
}

const NO_CHOICE: PlanChoice = { skip: new Set(), handles: new Map() }

/** What Run would do with the draft. */
export interface DraftPlan {
  /** The items to run, in their order. */
  readonly items: readonly DraftItem[]
  readonly handles: PlanChoice['handles']
  /** The items to run, the skipped ones and the rows that repeat a source, in the order of the list. */
  readonly list: readonly DraftItem[]
  /** How many items are not run because they have a result. */
  readonly skipped: number
  /** Files to upload, and their bytes. */
  readonly uploads: { readonly files: number; readonly bytes: number }
  /** How many files were uploaded before, and are not uploaded again. */
  readonly reused: number
  /** True when every item to run is a file. */
  readonly onlyFiles: boolean
}

export function planDraft(items: readonly DraftItem[], { skip, handles }: PlanChoice = NO_CHOICE): DraftPlan {
  const run: DraftItem[] = []
  const list: DraftItem[] = []
  let skipped = 0
  let fromDisk = 0
  let files = 0
  let bytes = 0
  for (const item of items) {
    if (isDuplicateRow(item)) list.push(item)
    if (!isRunnable(item)) continue
    list.push(item)
    if (skip.has(item.id)) {
      skipped += 1
      continue
    }
    run.push(item)
    if (item.kind !== 'file') continue
    fromDisk += 1
    if (handles.has(item.id)) continue
    files += 1
    bytes += item.file.size
  }
  return {
    items: run,
    list,
    handles,
    skipped,
    uploads: { files, bytes },
    reused: fromDisk - files,
    onlyFiles: run.length > 0 && fromDisk === run.length,
  }
}

/** The sources of a plan as a request takes them; at most `limit` of them. */
export function toSourceInputs({ items, handles }: DraftPlan, limit = Infinity): SourceInput[] {
  const sources: SourceInput[] = []
  for (const item of items) {
    if (sources.length >= limit) break
    const input = toSourceInput(item, handles.get(item.id))
    if (input !== null) sources.push(input)
  }
  return sources
}

/** The skipped items of a plan, as indexes into its list. */
export function findKnown({ items, list }: DraftPlan): number[] {
  const run = new Set(items)
  return list.flatMap((item, index) => (run.has(item) || isDuplicateRow(item) ? [] : [index]))
}

/** The rows of a plan that repeat the source of another row, as indexes into its list. */
export const findDuplicateRows = ({ list }: DraftPlan): number[] =>
  list.flatMap((item, index) => (isDuplicateRow(item) ? [index] : []))

interface PackedPlan {
  readonly sources: string[]
  /** In the order of the sources; missing when none has any. */
  readonly labels?: string[]
}

/** The list of a plan, packed for main in portions. Between two portions the window may draw, however long the list is. */
export async function packPlan({
  list: items,
  handles,
}: Pick<DraftPlan, 'list' | 'handles'>): Promise<PackedPlan> {
  const labelled = items.some(({ labels }) => labels !== null)
  const yieldToBrowser = createYield()
  const sources: string[] = []
  const labels: string[] = []
  for (let start = 0; start < items.length; start += PORTION_ENTRIES) {
    await yieldToBrowser()
    const inputs: SourceInput[] = []
    const theirs: (Labels | null)[] = []
    for (const item of items.slice(start, start + PORTION_ENTRIES)) {
      const input = toSourceInput(item, handles.get(item.id))
      if (input === null) continue
      inputs.push(input)
      theirs.push(item.labels)
    }
    sources.push(JSON.stringify(inputs))
    if (labelled) labels.push(JSON.stringify(theirs))
  }
  return labelled ? { sources, labels } : { sources }
}
