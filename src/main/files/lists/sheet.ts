import { MAX_LIST_ROW_LENGTH } from '#shared/model/bounds.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { formatBytes } from '#shared/format/bytes.ts'

/** One row of a list: its cells as text, or why it could not be taken. Rows are counted from 1, blank ones too. */
export type SheetRow =
  | {
      readonly row: number
      readonly cells: readonly string[]
      /** Where links lead that are attached to cells, by column: a cell may show "View" and lead to a picture. */
      readonly links?: Readonly<Record<number, string>>
    }
  | { readonly row: number; readonly problem: AppError }

/** The rows of a list in their order, some at a time: as they are read, never all of them. */
export type SheetRows = AsyncIterable<readonly SheetRow[]>

export const rowTooLong = (row: number): SheetRow => ({
  row,
  problem: appError('list.lineTooLong', { line: row, limit: formatBytes(MAX_LIST_ROW_LENGTH) }),
})

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')
