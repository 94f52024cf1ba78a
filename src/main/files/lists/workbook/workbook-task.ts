import { MAX_WORKBOOK_MEMORY_MB } from '#shared/model/bounds.ts'
import type { Worker } from 'node:worker_threads'
import type { UnreadableReason } from '#main/files/lists/list-error.ts'
import type { SheetRow } from '#main/files/lists/sheet.ts'

/** What a workbook's thread is to do. */
export interface WorkbookTask {
  readonly path: string
  /**
   * `heads`: the first rows of every sheet. `rows`: one sheet whole, batch by batch as they are asked for. `both`: the heads,
   * and then the rows of the sheet that a message names, from one reading of the file.
   */
  readonly what: 'heads' | 'rows' | 'both'
  /** Null: the first sheet that is shown. */
  readonly sheet: string | null
}

/** The first rows of a worksheet. */
export interface SheetHead {
  readonly name: string
  readonly isHidden: boolean
  readonly rows: readonly SheetRow[]
  /** Rows of the whole sheet; null where only the first ones were read. */
  readonly rowCount: number | null
}

/** What a thread that has answered with the heads is told: whose rows are wanted. */
export interface SheetChoice {
  readonly sheet: string | null
}

/** What the thread says. To `next` it answers with the next rows. */
export type WorkbookMessage =
  | { readonly kind: 'heads'; readonly sheets: readonly SheetHead[] }
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[]; readonly isLast: boolean }
  | { readonly kind: 'failed'; readonly reason: UnreadableReason }

/** Starts the thread. The app, the command line and tests each know where its file lies. */
export type SpawnWorkbookWorker = (task: WorkbookTask) => Worker

/** A thread that takes more ends, and the app goes on. */
export const WORKBOOK_LIMITS = { maxOldGenerationSizeMb: MAX_WORKBOOK_MEMORY_MB } as const
