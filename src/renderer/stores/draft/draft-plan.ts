import { createYield } from '#renderer/lib/yield-to-browser.ts'
import { PORTION_ENTRIES } from '#shared/ipc/packed.ts'
import type { SourceInput } from '#shared/model/source-input.ts'
import type { Labels } from '#shared/model/labels.ts'
import { toSourceInput, isDuplicateRow, isRunnable, type DraftItem } from './draft-item.ts'

/** What is left out or taken from before, as the person chose; by item id. */
export interface PlanChoice {
  /** Have a finished result already and are not run again. */
  readonly skip: ReadonlySet<number>
  /** Files whose bytes are there: the handle that is used instead of an upload. */
  readonly handles: ReadonlyMap<number, string>
}

const NO_CHOICE: PlanChoice = { skip: new Set(), handles: new Map() }

/** What Run would do with the draft. */
export interface DraftPlan {
  /** What is run, in its order. */
  readonly items: readonly DraftItem[]
  readonly handles: PlanChoice['handles']
  /** What is run, what is skipped and the rows that repeat a source, as they stand in the list. */
  readonly list: readonly DraftItem[]
  /** Would be run, but for their results of before. */
  readonly skipped: number
  /** Files to upload, and their bytes. */
  readonly uploads: { readonly files: number; readonly bytes: number }
  /** Files whose bytes are there and are not uploaded. */
  readonly reused: number
  /** Everything that is run is a file. */
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

/** What of the list of a plan is skipped: indexes into the list. */
export function findKnown({ items, list }: DraftPlan): number[] {
  const run = new Set(items)
  return list.flatMap((item, index) => (run.has(item) || isDuplicateRow(item) ? [] : [index]))
}

/** The rows of a plan that repeat a source of another row: indexes into the list. */
export const findDuplicateRows = ({ list }: DraftPlan): number[] =>
  list.flatMap((item, index) => (isDuplicateRow(item) ? [index] : []))

interface PackedPlan {
  readonly sources: string[]
  /** In the order of the sources; missing when none has any. */
  readonly labels?: string[]
}

/** The list of a plan as it crosses to main, however long it is: packed in portions, between which the window may draw. */
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
