import { create } from 'zustand'
import { recognisePaste } from '#shared/model/recognise.ts'
import { createAdditions, recognitionContext } from './draft-additions.ts'
import { createEdits } from './draft-edits.ts'
import { createDraftItems } from './draft-items.ts'
import type { DraftStore } from './draft-store.ts'

export type { DraftNotice, RestoredLine } from './draft-store.ts'
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

/** Is a pasted text meant as sources? It is when it has several lines, or one that surely is a source. */
export function looksLikeSources(text: string): boolean {
  const [first, ...more] = recognisePaste(text.slice(0, 20_000), recognitionContext())
  return more.length > 0 || first?.recognition.kind === 'source'
}

/** The sources added and not yet run. They outlive a change of screens, and a restart by `keepPrepared`. */
export const useDraft = create<DraftStore>()((set, get) => {
  const access = { get, set }
  const draft = createDraftItems(access)
  return {
    items: [],
    typed: '',
    reading: 0,
    notice: null,
    starting: false,
    cleared: 0,
    firstResults: null,
    undoSteps: [],
    ...createAdditions(access, draft),
    ...createEdits(access, draft),
    setTyped: (typed) => set({ typed }),
    notify: (notice) => set({ notice }),
    dismissNotice: () => set({ notice: null }),
    setFirstResults: (firstResults) => set({ firstResults }),
    beginAddition: draft.beginAddition,
    forgetAdditions: () =>
      set(({ undoSteps }) => ({ undoSteps: undoSteps.filter(({ kind }) => kind === 'removed') })),
  }
})
