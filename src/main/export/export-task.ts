import type { AppError } from '#shared/errors/app-error.ts'
import type { ExportSpec } from '#shared/model/export/index.ts'
import type { ExportedJobs } from './export-rows.ts'
import type { ExportNames } from './field-values.ts'

/** What the thread of an export is started with. */
export interface ExportTask {
  /** The data folder. */
  readonly folder: string
  /** The file is written here, and gets its name when it is complete. */
  readonly temporary: string
  readonly from: ExportedJobs
  readonly most: number
  readonly spec: ExportSpec
  readonly names: ExportNames
  /** Known secrets, which are cut. */
  readonly secrets: readonly string[]
}

/** What was written. */
export interface ExportReport {
  readonly rows: number
  /** Results of which a path could not be read, or not wholly. */
  readonly unread: number
  /** Cells that are longer than the format can hold. */
  readonly cut: number
}

/** What the thread says. */
export type ExportMessage =
  | { readonly kind: 'progress'; readonly rows: number }
  | { readonly kind: 'done'; readonly report: ExportReport }
  | { readonly kind: 'failed'; readonly error: AppError }

/** What the thread is told: to stop. */
export const STOP = 'stop'
