import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { SavedNames } from '#cli/workspace/saved-names.ts'
import type { ExportPreset } from '#shared/model/export/index.ts'
import type { SavedView } from '#shared/model/saved-view.ts'
import type { Output } from '#cli/output/output.ts'

/** What a command that only reads works with. */
export interface ReadContext {
  /** The data folder. */
  readonly folder: string
  /** Null: there is no history yet. */
  readonly reader: JournalReader | null
  /** Reads the results that were not read for the search yet, for these JSON paths as well. */
  readonly readResults: (paths: readonly string[]) => Promise<void>
  /** The views that the person saved in the app. */
  readonly readViews: () => readonly SavedView[]
  /** The ways to export that the person named in the app. */
  readonly readPresets: () => readonly ExportPreset[]
  readonly names: SavedNames
  readonly output: Output
  readonly json: boolean
  /** Unix ms. */
  readonly now: () => number
  /** The person or the reader of a pipe wants no more. */
  readonly isStopped: () => boolean
  /** Calls it when the person stops the command. */
  readonly onStop: (stop: () => void) => void
  /** Known secrets, which no file may hold. */
  readonly secrets: readonly string[]
}
