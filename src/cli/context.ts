import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { KnownNames } from './names.ts'
import type { Output } from './output.ts'

/** What a command that only reads works with. */
export interface ReadContext {
  /** Null: there is no history yet. */
  readonly reader: JournalReader | null
  readonly names: KnownNames
  readonly output: Output
  readonly json: boolean
  /** Unix ms. */
  readonly now: () => number
  /** The person or the reader of a pipe wants no more. */
  readonly stopped: () => boolean
}
