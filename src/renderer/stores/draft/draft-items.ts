import type { StoreApi } from 'zustand'
import { createYield } from '#renderer/lib/yield-to-browser.ts'
import type { Labels } from '#shared/model/labels.ts'
import { createPlace, type DraftItem, type Place } from './draft-item.ts'
import type { DraftStore } from './draft-store.ts'
import { createDuplicateMarker } from './duplicate-marker.ts'
import { addUndoStep } from './undo.ts'

/** Items added before the clock is read again. */
const ITEMS_PER_STEP = 100

/** The state of the store, for the parts that it is made of. */
export interface DraftAccess {
  readonly get: StoreApi<DraftStore>['getState']
  readonly set: StoreApi<DraftStore>['setState']
}

/** The rows that a new item came from, where it came from a list. */
interface ListOrigin {
  readonly row: number | null
  readonly labels: Labels | null
  readonly list: string | null
}

const NO_LIST: ListOrigin = { row: null, labels: null, list: null }

export type DraftItems = ReturnType<typeof createDraftItems>

/** The items of the draft as they grow and change: their ids, their line numbers, and which of them are duplicates. */
export function createDraftItems({ get, set }: DraftAccess) {
  let lastId = 0
  let lastLine = 0
  let restored = { id: 1, line: 1 }
  let duplicates = createDuplicateMarker()
  /** Items that were read, but are not on screen yet. */
  let unshown: DraftItem[] = []

  const show = (): void => {
    if (unshown.length === 0) return
    const items = [...get().items, ...unshown]
    unshown = []
    set({ items })
  }
  const addUnshown = (item: DraftItem): void => {
    unshown.push(duplicates.mark(item))
  }
  const change = (edit: (items: readonly DraftItem[]) => readonly DraftItem[]): void => {
    const edited = edit([...get().items, ...unshown])
    unshown = []
    duplicates = createDuplicateMarker()
    const items = edited.map(duplicates.mark)
    // What *Undo* brought back keeps its lines.
    lastLine = items.reduce((line, item) => Math.max(line, item.line), items.length === 0 ? 0 : lastLine)
    set({ items })
  }
  const placeAt = (line: number, { row, labels, list }: ListOrigin = NO_LIST): Place =>
    createPlace(++lastId, line, row, labels, list)

  return {
    change,
    /** A place of its own on a line that has its number. */
    placeAt,
    /** The place after the last one. */
    nextPlace: (origin?: ListOrigin): Place => placeAt(++lastLine, origin),
    /** Keeps the numbers of so many lines, and returns the one before them. */
    reserveLines(count: number): number {
      const before = lastLine
      lastLine += count
      return before
    },
    append(items: readonly DraftItem[]): void {
      for (const item of items) addUnshown(item)
      show()
    },
    /**
     * Appends a part of a long list, and lets the window draw meanwhile. Unless it is the last part, it is shown only when it
     * makes the list a tenth longer, since each update costs as much as drawing the whole list.
     */
    async appendInSteps<Entry>(
      entries: readonly Entry[],
      toEntryItems: (entry: Entry, index: number) => readonly DraftItem[],
      { isWanted, last }: { readonly isWanted: () => boolean; readonly last: boolean },
    ): Promise<void> {
      const yieldToBrowser = createYield()
      for (const [index, entry] of entries.entries()) {
        if (index % ITEMS_PER_STEP === 0) await yieldToBrowser()
        if (!isWanted()) return
        for (const item of toEntryItems(entry, index)) addUnshown(item)
      }
      await yieldToBrowser()
      if (isWanted() && (last || unshown.length * 10 >= get().items.length)) show()
    },
    /** Keeps ids and lines for what is brought back: lines come before files, whatever their order was. */
    beginRestoring: (count: number): void => {
      restored = { id: lastId + 1, line: lastLine + 1 }
      lastId += count
      lastLine += count
    },
    /** The place of what is brought back, by its order. */
    restoredPlace: (order: number, { row, labels, list }: ListOrigin = NO_LIST): Place =>
      createPlace(restored.id + order, restored.line + order, row, labels, list),
    /** What was brought back stands in its order, before what was added meanwhile. */
    endRestoring: (): void => change((items) => items.toSorted((one, other) => one.id - other.id)),
    beginAddition: (): void =>
      set(({ undoSteps }) => ({ undoSteps: addUndoStep(undoSteps, { kind: 'added', afterId: lastId }) })),
    /** Takes items out so that *Undo* brings them back. The step comes first: files of no item and no step are forgotten. */
    removeWithUndo(isRemoved: (item: DraftItem) => boolean): void {
      const items = [...get().items, ...unshown].filter(isRemoved)
      set(({ undoSteps }) => ({ undoSteps: addUndoStep(undoSteps, { kind: 'removed', items }) }))
      change((all) => all.filter((item) => !isRemoved(item)))
    },
  }
}
