import type { AppError } from '#shared/errors/app-error.ts'
import type { KeptLine } from '#shared/model/kept-draft.ts'
import type { FoundFile, LeftOut } from '#shared/model/found-file.ts'
import type { ListRow } from '#shared/model/source-list.ts'
import type { DraftItem } from './draft-item.ts'
import type { UndoStep } from './undo.ts'

/** A line above the sources, shown until it is dismissed or something is added. */
export type DraftNotice =
  | { readonly kind: 'emptyPaste' }
  | { readonly kind: 'notChecked' }
  | { readonly kind: 'leftOut'; readonly leftOut: LeftOut }
  /** Files that are not on the disk, such as a picture in the clipboard. */
  | { readonly kind: 'notOnDisk'; readonly count: number }
  /** Sources of last time that were not kept. */
  | { readonly kind: 'notKept'; readonly count: number }
  | { readonly kind: 'error'; readonly error: AppError }

/** What cannot be a source. `row` is its row in the list, or null. */
interface RejectedInput {
  readonly text: string
  readonly row: number | null
  readonly error: AppError
}

/** A line of last time, with its place among lines and files. */
export type RestoredLine = KeptLine & { readonly order: number }

export interface DraftStore {
  readonly items: readonly DraftItem[]
  /** The text in the field for typing a source; it is not added yet. */
  readonly typed: string
  /** How many pastes and lists are being read. */
  readonly reading: number
  readonly notice: DraftNotice | null
  /** Main was asked to run it and has not answered yet. */
  readonly starting: boolean
  /** How often the draft was emptied: work that began before the last time is dropped. */
  readonly cleared: number
  /** *First results early*: so many jobs first; null to go straight on. */
  readonly firstResults: number | null
  /** What *Undo* takes back, the newest last. */
  readonly undoSteps: readonly UndoStep[]
  readonly setTyped: (typed: string) => void
  /** Adds the text in the field. */
  readonly enterTyped: () => Promise<void>
  /** Adds every line of a text, after recognition; for a text without a line, a notice says that the paste was empty. */
  readonly addText: (text: string) => Promise<void>
  /** Reads a line again as the person corrected it; several lines take its place. */
  readonly editLine: (id: number, text: string) => Promise<void>
  /** `orders`: the places of files that are brought back. */
  readonly addFiles: (files: readonly FoundFile[], orders?: readonly (number | undefined)[]) => void
  readonly addRejected: (rejected: readonly RejectedInput[]) => void
  /** Adds rows of a list, after recognition. The rows of a long list appear in growing steps; `last` shows all that are left. */
  readonly addRows: (rows: readonly ListRow[], last: boolean, list?: string | null) => Promise<void>
  /** Before lines and files of last time are added: `count` places are kept for them. */
  readonly beginRestoring: (count: number) => void
  /** Adds lines as they were before a restart, after recognition; of a long list as `addRows` does. */
  readonly addKept: (lines: readonly RestoredLine[], last: boolean) => Promise<void>
  /** Brings what came back into its order. */
  readonly endRestoring: () => void
  readonly notify: (notice: DraftNotice) => void
  readonly dismissNotice: () => void
  readonly tick: (id: number, ticked: boolean) => void
  /** Ticks every *perhaps a handle*. */
  readonly tickAllPerhaps: () => void
  /** Every object of a cloud listing becomes a path of this alias. */
  readonly nameAlias: (alias: string) => void
  readonly keepUrl: (id: number, asUrl: boolean) => void
  /** Files that cannot be sent, by file id. */
  readonly markProblems: (problems: ReadonlyMap<string, AppError>) => void
  /** Marks files with the same bytes: by file id, a text that is equal for equal bytes. */
  readonly markSameBytes: (same: ReadonlyMap<string, string>) => void
  readonly setFirstResults: (firstResults: number | null) => void
  readonly remove: (id: number) => void
  /** Removes the items that cannot be run and are not ticked. */
  readonly removeUnresolved: () => void
  /** Removes these items, except those that still need the person. */
  readonly removeSent: (sent: readonly DraftItem[]) => void
  readonly clear: () => void
  /** What comes from now on is taken back by one *Undo*. */
  readonly beginAddition: () => void
  /** What was added so far stays: *Undo* takes back only what comes later. */
  readonly forgetAdditions: () => void
  /** Takes back the newest paste, drop or *Clear*. */
  readonly undo: () => void
}
