import { isUnresolved, withAlias, type DraftItem, type FileItem } from './draft-item.ts'
import type { DraftAccess, DraftItems } from './draft-items.ts'
import type { DraftStore } from './draft-store.ts'
import { findUndoStep, undoStep } from './undo.ts'

type Edits = Pick<
  DraftStore,
  | 'tick'
  | 'tickAllPerhaps'
  | 'nameAlias'
  | 'keepUrl'
  | 'markProblems'
  | 'markSameBytes'
  | 'remove'
  | 'removeUnresolved'
  | 'removeSent'
  | 'clear'
  | 'undo'
>

/** What changes sources that were added, or takes them out. */
export function createEdits({ get, set }: DraftAccess, draft: DraftItems): Edits {
  const edit = (toEdited: (item: DraftItem) => DraftItem): void =>
    draft.change((items) => items.map(toEdited))
  /** Changes the files that main found something about, by file id. */
  const editFiles = <Finding>(
    findings: ReadonlyMap<string, Finding>,
    toEdited: (item: FileItem, finding: Finding) => DraftItem,
  ): void => {
    if (findings.size === 0) return
    edit((item) => {
      const finding = item.kind === 'file' ? findings.get(item.file.id) : undefined
      return item.kind !== 'file' || finding === undefined ? item : toEdited(item, finding)
    })
  }

  return {
    tick: (id, ticked) => edit((item) => (item.id === id ? { ...item, ticked } : item)),
    tickAllPerhaps: () =>
      edit((item) =>
        item.kind === 'line' && item.recognition.kind === 'perhaps' ? { ...item, ticked: true } : item,
      ),
    nameAlias: (alias) => edit((item) => withAlias(item, alias)),
    keepUrl: (id, asUrl) =>
      edit((item) => (item.id === id && item.kind === 'line' ? { ...item, asUrl } : item)),
    markProblems: (problems) => editFiles(problems, (item, problem) => ({ ...item, problem })),
    markSameBytes: (same) => editFiles(same, (item, bytes) => ({ ...item, bytes })),
    remove: (id) => draft.change((items) => items.filter((item) => item.id !== id)),
    removeUnresolved: () => draft.removeWithUndo(isUnresolved),
    removeSent(sent) {
      const ids = new Set(sent.filter((item) => !isUnresolved(item) || isSecret(item)).map(({ id }) => id))
      draft.change((items) => items.filter((item) => !ids.has(item.id)))
    },
    clear() {
      draft.removeWithUndo(() => true)
      set(({ cleared }) => ({ notice: null, cleared: cleared + 1 }))
    },
    undo() {
      const { undoSteps, items, reading } = get()
      const step = findUndoStep(undoSteps, items)
      if (step === null || reading > 0) return
      draft.change((all) => undoStep(step, all))
      set({ notice: null, undoSteps: undoSteps.slice(0, undoSteps.indexOf(step)) })
    },
  }
}

const isSecret = (item: DraftItem): boolean => item.kind === 'line' && item.recognition.kind === 'secret'
