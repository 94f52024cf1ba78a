import { create } from 'zustand'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { recognisePaste } from '#shared/model/recognise.ts'
import { isOpen, itemOf, withDuplicates, type DraftItem } from './item.ts'
import { contextOf, readPaste } from './read.ts'

export { sourceOf, sourcesToRun, type DraftItem } from './item.ts'
export { summaryOf, type DraftSummary } from './summary.ts'

/** One line said above the sources until it is dismissed or something is added. */
export type DraftNotice =
  | { readonly kind: 'emptyPaste' }
  | { readonly kind: 'notChecked' }
  | { readonly kind: 'filesDropped'; readonly count: number }

interface DraftStore {
  readonly items: readonly DraftItem[]
  /** Pastes still being read. */
  readonly reading: number
  readonly notice: DraftNotice | null
  /** Main was asked to run it and has not answered yet. */
  readonly starting: boolean
  /** Adds every line of a text, after recognition; a text without a line is told as an empty paste. */
  readonly addText: (text: string) => Promise<void>
  readonly tellFilesDropped: (count: number) => void
  readonly dismissNotice: () => void
  readonly tick: (id: number, ticked: boolean) => void
  /** Ticks every *perhaps a handle*. */
  readonly tickAllPerhaps: () => void
  readonly keepUrl: (id: number, asUrl: boolean) => void
  readonly remove: (id: number) => void
  /** Takes out what cannot be run and is not ticked. */
  readonly removeOpen: () => void
  /** Leaves of these items only those that still need the person. */
  readonly keepUnsent: (sent: readonly DraftItem[]) => void
  readonly clear: () => void
}

/** Counters that start anew with every emptying; not on screen, so not in the state. */
let lastId = 0
let lastLine = 0
/** A clear while a paste is being read must not be followed by its lines. */
let generation = 0
/** Pastes are taken one after the other, so that lines keep their order. */
let queue: Promise<void> = Promise.resolve()

/** Is a text meant for the sources, wherever it is pasted: several lines, or one that surely is a source? */
export function readsAsSources(text: string): boolean {
  const [first, ...more] = recognisePaste(text.slice(0, 20_000), contextOf(useConnections.getState().list))
  return more.length > 0 || first?.recognition.kind === 'source'
}

/** The sources added and not yet run. They outlive a change of screens, not a restart. */
export const useDraft = create<DraftStore>()((set, get) => {
  const change = (edit: (items: readonly DraftItem[]) => readonly DraftItem[]): void => {
    const items = withDuplicates(edit(get().items))
    if (items.length === 0) lastLine = 0
    set({ items })
  }
  const changeOne = (id: number, patch: Partial<DraftItem>): void =>
    change((items) => items.map((item) => (item.id === id ? { ...item, ...patch } : item)))

  const take = async (text: string, began: number): Promise<void> => {
    const read = await readPaste(text, contextOf(useConnections.getState().list))
    if (began !== generation) return
    if (read === null) {
      set({ notice: { kind: 'notChecked' } })
      return
    }
    if (read.lines.length === 0) set({ notice: { kind: 'emptyPaste' } })
    const offset = lastLine
    lastLine += read.count
    change((items) => [...items, ...read.lines.map((line) => itemOf(line, ++lastId, offset))])
  }

  return {
    items: [],
    reading: 0,
    notice: null,
    starting: false,
    addText(text) {
      if (text.trim() === '') {
        set({ notice: { kind: 'emptyPaste' } })
        return Promise.resolve()
      }
      const began = generation
      set(({ reading }) => ({ reading: reading + 1, notice: null }))
      queue = queue
        .catch(() => undefined)
        .then(() => take(text, began))
        .finally(() => set(({ reading }) => ({ reading: reading - 1 })))
      return queue
    },
    tellFilesDropped: (count) => set({ notice: { kind: 'filesDropped', count } }),
    dismissNotice: () => set({ notice: null }),
    tick: (id, ticked) => changeOne(id, { ticked }),
    tickAllPerhaps: () =>
      change((items) =>
        items.map((item) => (item.recognition.kind === 'perhaps' ? { ...item, ticked: true } : item)),
      ),
    keepUrl: (id, asUrl) => changeOne(id, { asUrl }),
    remove: (id) => change((items) => items.filter((item) => item.id !== id)),
    removeOpen: () => change((items) => items.filter((item) => !isOpen(item))),
    keepUnsent(sent) {
      const ids = new Set(
        sent.filter((item) => !isOpen(item) || item.recognition.kind === 'secret').map(({ id }) => id),
      )
      change((items) => items.filter((item) => !ids.has(item.id)))
    },
    clear() {
      generation += 1
      lastLine = 0
      set({ items: [], notice: null })
    },
  }
})
