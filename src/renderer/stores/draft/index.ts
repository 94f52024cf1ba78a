import { create } from 'zustand'
import { createYield, nextTask } from '#renderer/lib/yield-to-browser.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { KeptLine } from '#shared/model/kept-draft.ts'
import { recognisePaste } from '#shared/model/recognise.ts'
import { createDuplicateMarker } from './duplicate-marker.ts'
import type { DraftStore } from './draft-store.ts'
import { isUnresolved, createLineItem, createPlace, withAlias, type DraftItem } from './draft-item.ts'
import { addUndoStep, findUndoStep, undoStep } from './undo.ts'
import { createRecognitionContext, readPaste, readRows, type ReadRow } from './read-paste.ts'

export type { DraftNotice } from './draft-store.ts'
export {
  itemToSource,
  type DraftItem,
  type FileItem,
  type DuplicateOrigin,
  type LineItem,
  type RejectedItem,
} from './draft-item.ts'
export { packPlan, planDraft, toSourceInputs, type DraftPlan } from './draft-plan.ts'
export { choosePlan, useExistingResults, type ExistingById } from './existing-results-store.ts'
export { findUndoStep, listRestorable } from './undo.ts'
export { summarizeDraft, type DraftSummary } from './draft-summary.ts'

/** Lines added before the clock is read again. */
const LINES_PER_STEP = 100

const context = () => createRecognitionContext(useConnections.getState().list)

/** Is a pasted text meant as sources? It is when it has several lines, or one that surely is a source. */
export function looksLikeSources(text: string): boolean {
  const [first, ...more] = recognisePaste(text.slice(0, 20_000), context())
  return more.length > 0 || first?.recognition.kind === 'source'
}

/** The sources added and not yet run. They outlive a change of screens, and a restart by `keepPrepared`. */
export const useDraft = create<DraftStore>()((set, get) => {
  /** The ids and the queue are not on screen, so they are not in the state. */
  let lastId = 0
  let lastLine = 0
  let duplicates = createDuplicateMarker()
  /** Items that were read, but are not on screen yet. */
  let unshown: DraftItem[] = []
  /** Pastes and lists are read one after the other, so that lines keep their order. */
  let queue: Promise<void> = Promise.resolve()

  const show = (): void => {
    if (unshown.length === 0) return
    const items = [...get().items, ...unshown]
    unshown = []
    set({ items })
  }
  const addUnshown = (item: DraftItem): void => {
    unshown.push(duplicates.mark(item))
  }
  const append = (items: readonly DraftItem[]): void => {
    for (const item of items) addUnshown(item)
    show()
  }
  /**
   * Appends a part of a long list, and lets the window draw meanwhile. Unless it is the last part, it is shown only when it
   * makes the list a tenth longer, since each update costs as much as drawing the whole list.
   */
  const appendInSteps = async <Entry>(
    entries: readonly Entry[],
    toEntryItems: (entry: Entry, index: number) => readonly DraftItem[],
    { isWanted, last }: { readonly isWanted: () => boolean; readonly last: boolean },
  ): Promise<void> => {
    const yieldToBrowser = createYield()
    for (const [index, entry] of entries.entries()) {
      if (index % LINES_PER_STEP === 0) await yieldToBrowser()
      if (!isWanted()) return
      for (const item of toEntryItems(entry, index)) addUnshown(item)
    }
    await yieldToBrowser()
    if (isWanted() && (last || unshown.length * 10 >= get().items.length)) show()
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
  const beginAddition = (): void =>
    set(({ undoSteps }) => ({ undoSteps: addUndoStep(undoSteps, { kind: 'added', afterId: lastId }) }))
  /** Takes items out so that *Undo* brings them back. The step comes first: files of no item and no step are forgotten. */
  const removeWithUndo = (isRemoved: (item: DraftItem) => boolean): void => {
    const items = [...get().items, ...unshown].filter(isRemoved)
    set(({ undoSteps }) => ({ undoSteps: addUndoStep(undoSteps, { kind: 'removed', items }) }))
    change((all) => all.filter((item) => !isRemoved(item)))
  }
  /** The sources in a cell; a cell without one is a row that needs the person. */
  const toItems = ({ row: { row, labels }, lines }: ReadRow, list: string | null): readonly DraftItem[] => {
    const place = () =>
      createPlace(++lastId, ++lastLine, row, Object.keys(labels).length === 0 ? null : labels, list)
    if (lines.length === 0)
      return [{ ...place(), kind: 'rejected', text: '', error: appError('list.emptyCell') }]
    return lines.map((line) => createLineItem(line, place()))
  }
  /** Waits until everything before it was read, then reads; `isWanted` becomes false when the draft is emptied. */
  const readInTurn = (read: (isWanted: () => boolean) => Promise<void>): Promise<void> => {
    const { cleared } = get()
    set(({ reading }) => ({ reading: reading + 1 }))
    queue = queue
      .catch(() => undefined)
      // Without it, all messages of a long list are read and drawn in one task.
      .then(nextTask)
      .then(() => read(() => cleared === get().cleared))
      .finally(() => set(({ reading }) => ({ reading: reading - 1 })))
    return queue
  }

  return {
    items: [],
    typed: '',
    reading: 0,
    notice: null,
    starting: false,
    cleared: 0,
    firstResults: null,
    undoSteps: [],
    setTyped: (typed) => set({ typed }),
    enterTyped() {
      const { typed, addText } = get()
      if (typed.trim() === '') return Promise.resolve()
      set({ typed: '' })
      return addText(typed)
    },
    addText(text) {
      if (text.trim() === '') {
        set({ notice: { kind: 'emptyPaste' } })
        return Promise.resolve()
      }
      set({ notice: null })
      return readInTurn(async (isWanted) => {
        const read = await readPaste(text, context())
        if (!isWanted()) return
        if (read === null) {
          set({ notice: { kind: 'notChecked' } })
          return
        }
        if (read.lines.length === 0) set({ notice: { kind: 'emptyPaste' } })
        const offset = lastLine
        beginAddition()
        lastLine += read.count
        const yieldToBrowser = createYield()
        for (const [index, line] of read.lines.entries()) {
          if (index % LINES_PER_STEP === 0) await yieldToBrowser()
          if (!isWanted()) return
          addUnshown(createLineItem(line, createPlace(++lastId, line.line + offset, null, null)))
        }
        await yieldToBrowser()
        if (isWanted()) show()
      })
    },
    editLine: (id, text) =>
      readInTurn(async (isWanted) => {
        const read = await readPaste(text, context())
        if (!isWanted()) return
        if (read === null) set({ notice: { kind: 'notChecked' } })
        else if (read.lines.length > 0)
          change((items) =>
            items.flatMap((item) => {
              if (item.id !== id) return [item]
              const { line, row, labels, list } = item
              return read.lines.map((edited, at) =>
                createLineItem(edited, createPlace(at === 0 ? id : ++lastId, line, row, labels, list)),
              )
            }),
          )
      }),
    addFiles: (files) =>
      append(
        files.map((file) => ({
          ...createPlace(++lastId, ++lastLine, null, null),
          kind: 'file',
          file,
          bytes: null,
          problem: file.size === 0 ? appError('upload.empty') : null,
        })),
      ),
    addRejected: (rejected) =>
      append(
        rejected.map(({ text, row, error }) => ({
          ...createPlace(++lastId, ++lastLine, row, null),
          kind: 'rejected',
          text,
          error,
        })),
      ),
    addRows: (rows, last, list = null) =>
      readInTurn(async (isWanted) => {
        const read = await readRows(rows, context())
        if (!isWanted()) return
        if (read === null) {
          set({ notice: { kind: 'notChecked' } })
          return
        }
        await appendInSteps(read, (row) => toItems(row, list), { isWanted, last })
      }),
    addKept: (kept, last) =>
      readInTurn(async (isWanted) => {
        const rows = kept.map(({ text, row, labels }) => ({ text, row: row ?? 0, labels: labels ?? {} }))
        const read = await readRows(rows, context())
        if (!isWanted()) return
        if (read === null) {
          set({ notice: { kind: 'notChecked' } })
          return
        }
        const toKeptItems = ({ row, labels, list, ticked, asUrl }: KeptLine, index: number) =>
          (read[index]?.lines ?? []).map((line) => ({
            ...createLineItem(line, createPlace(++lastId, ++lastLine, row, labels, list)),
            ticked,
            asUrl,
          }))
        await appendInSteps(kept, toKeptItems, { isWanted, last })
      }),
    notify: (notice) => set({ notice }),
    dismissNotice: () => set({ notice: null }),
    tick: (id, ticked) =>
      change((items) => items.map((item) => (item.id === id ? { ...item, ticked } : item))),
    tickAllPerhaps: () =>
      change((items) =>
        items.map((item) =>
          item.kind === 'line' && item.recognition.kind === 'perhaps' ? { ...item, ticked: true } : item,
        ),
      ),
    nameAlias: (alias) => change((items) => items.map((item) => withAlias(item, alias))),
    keepUrl: (id, asUrl) =>
      change((items) =>
        items.map((item) => (item.id === id && item.kind === 'line' ? { ...item, asUrl } : item)),
      ),
    markProblems(problems) {
      if (problems.size === 0) return
      change((items) =>
        items.map((item) => {
          const problem = item.kind === 'file' ? problems.get(item.file.id) : undefined
          return problem === undefined ? item : { ...item, problem }
        }),
      )
    },
    markSameBytes(same) {
      if (same.size === 0) return
      change((items) =>
        items.map((item) => {
          const bytes = item.kind === 'file' ? same.get(item.file.id) : undefined
          return bytes === undefined ? item : { ...item, bytes }
        }),
      )
    },
    setFirstResults: (firstResults) => set({ firstResults }),
    remove: (id) => change((items) => items.filter((item) => item.id !== id)),
    removeUnresolved: () => removeWithUndo(isUnresolved),
    removeSent(sent) {
      const ids = new Set(sent.filter((item) => !isUnresolved(item) || isSecret(item)).map(({ id }) => id))
      change((items) => items.filter((item) => !ids.has(item.id)))
    },
    clear() {
      removeWithUndo(() => true)
      set(({ cleared }) => ({ notice: null, cleared: cleared + 1 }))
    },
    beginAddition,
    forgetAdditions: () =>
      set(({ undoSteps }) => ({ undoSteps: undoSteps.filter(({ kind }) => kind === 'removed') })),
    undo() {
      const { undoSteps, items, reading } = get()
      const step = findUndoStep(undoSteps, items)
      if (step === null || reading > 0) return
      change((all) => undoStep(step, all))
      set({ notice: null, undoSteps: undoSteps.slice(0, undoSteps.indexOf(step)) })
    },
  }
})

const isSecret = (item: DraftItem): boolean => item.kind === 'line' && item.recognition.kind === 'secret'
