import { create } from 'zustand'
import { createTurn } from '#renderer/lib/yield-to-browser.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { recognisePaste } from '#shared/model/recognise.ts'
import { createDuplicates } from './duplicate-marker.ts'
import type { DraftStore } from './draft-store.ts'
import { isOpen, lineItem, placeOf, type DraftItem } from './draft-item.ts'
import { contextOf, readPaste, readRows, type ReadRow } from './read-paste.ts'

export type { DraftNotice } from './draft-store.ts'
export {
  sourceOf,
  type DraftItem,
  type FileItem,
  type First,
  type LineItem,
  type TroubleItem,
} from './draft-item.ts'
export { packedPlan, planOf, sourcesOf, type DraftPlan } from './draft-plan.ts'
export { choiceOf, useKnown, type KnownFacts } from './existing-results-store.ts'
export { summaryOf, type DraftSummary } from './draft-summary.ts'

/** Lines taken between two looks at the clock. */
const LINES_AT_ONCE = 100

/** Counters that start anew with every emptying; not on screen, so not in the state. */
let lastId = 0
let lastLine = 0
/** What the items so far say of the next one. */
let duplicates = createDuplicates()
/** Read, and not on screen yet. */
let late: DraftItem[] = []
/** Pastes and lists are taken one after the other, so that lines keep their order. */
let queue: Promise<void> = Promise.resolve()

const context = () => contextOf(useConnections.getState().list)

/** Is a text meant for the sources, wherever it is pasted: several lines, or one that surely is a source? */
export function readsAsSources(text: string): boolean {
  const [first, ...more] = recognisePaste(text.slice(0, 20_000), context())
  return more.length > 0 || first?.recognition.kind === 'source'
}

/** The sources added and not yet run. They outlive a change of screens, not a restart. */
export const useDraft = create<DraftStore>()((set, get) => {
  const show = (): void => {
    if (late.length === 0) return
    const items = [...get().items, ...late]
    late = []
    set({ items })
  }
  const take = (item: DraftItem): void => {
    late.push(duplicates.told(item))
  }
  /** `soon`: a long list may wait until it grows the shown one by a tenth, or each step would cost as much as all. */
  const append = (items: readonly DraftItem[], soon = false): void => {
    for (const item of items) take(item)
    if (!soon || late.length * 10 >= get().items.length) show()
  }
  const change = (edit: (items: readonly DraftItem[]) => readonly DraftItem[]): void => {
    const edited = edit([...get().items, ...late])
    late = []
    duplicates = createDuplicates()
    const items = edited.map(duplicates.told)
    if (items.length === 0) lastLine = 0
    set({ items })
  }
  /** Takes its turn, unless the draft was emptied meanwhile; `reading` says so on screen. */
  const inTurn = (take: (wanted: () => boolean) => Promise<void>): Promise<void> => {
    const began = get().cleared
    set(({ reading }) => ({ reading: reading + 1 }))
    queue = queue
      .catch(() => undefined)
      .then(() => take(() => began === get().cleared))
      .finally(() => set(({ reading }) => ({ reading: reading - 1 })))
    return queue
  }

  return {
    items: [],
    reading: 0,
    notice: null,
    starting: false,
    cleared: 0,
    firstResults: null,
    addText(text) {
      if (text.trim() === '') {
        set({ notice: { kind: 'emptyPaste' } })
        return Promise.resolve()
      }
      set({ notice: null })
      return inTurn(async (wanted) => {
        const read = await readPaste(text, context())
        if (!wanted()) return
        if (read === null) {
          set({ notice: { kind: 'notChecked' } })
          return
        }
        if (read.lines.length === 0) set({ notice: { kind: 'emptyPaste' } })
        const offset = lastLine
        lastLine += read.count
        const turn = createTurn()
        for (const [index, line] of read.lines.entries()) {
          if (index % LINES_AT_ONCE === 0) await turn()
          if (!wanted()) return
          take(lineItem(line, placeOf(++lastId, line.line + offset, null, null)))
        }
        await turn()
        if (wanted()) show()
      })
    },
    addFiles: (files) =>
      append(
        files.map((file) => ({
          ...placeOf(++lastId, ++lastLine, null, null),
          kind: 'file',
          file,
          bytes: null,
          problem: file.size === 0 ? appError('upload.empty') : null,
        })),
      ),
    addTroubles: (troubles) =>
      append(
        troubles.map(({ text, row, error }) => ({
          ...placeOf(++lastId, ++lastLine, row, null),
          kind: 'trouble',
          text,
          error,
        })),
      ),
    addRows: (rows, last) =>
      inTurn(async (wanted) => {
        const read = await readRows(rows, context())
        if (!wanted()) return
        if (read === null) set({ notice: { kind: 'notChecked' } })
        else append(read.flatMap(itemsOfRow), !last)
      }),
    tell: (notice) => set({ notice }),
    dismissNotice: () => set({ notice: null }),
    tick: (id, ticked) =>
      change((items) => items.map((item) => (item.id === id ? { ...item, ticked } : item))),
    tickAllPerhaps: () =>
      change((items) =>
        items.map((item) =>
          item.kind === 'line' && item.recognition.kind === 'perhaps' ? { ...item, ticked: true } : item,
        ),
      ),
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
    markSame(same) {
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
    removeOpen: () => change((items) => items.filter((item) => !isOpen(item))),
    keepUnsent(sent) {
      const ids = new Set(sent.filter((item) => !isOpen(item) || isSecret(item)).map(({ id }) => id))
      change((items) => items.filter((item) => !ids.has(item.id)))
    },
    clear() {
      change(() => [])
      set(({ cleared }) => ({ notice: null, cleared: cleared + 1 }))
    },
  }
})

/** The sources in a cell; a cell without one is a row that needs the person. */
function itemsOfRow({ of: { row, labels }, lines }: ReadRow): readonly DraftItem[] {
  const place = () => placeOf(++lastId, ++lastLine, row, Object.keys(labels).length === 0 ? null : labels)
  if (lines.length === 0)
    return [{ ...place(), kind: 'trouble', text: '', error: appError('list.emptyCell') }]
  return lines.map((line) => lineItem(line, place()))
}

const isSecret = (item: DraftItem): boolean => item.kind === 'line' && item.recognition.kind === 'secret'
