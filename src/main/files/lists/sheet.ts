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
      /** Cells of rows above that are merged with cells of this one. */
      readonly merged?: readonly MergedText[]
    }
  | { readonly row: number; readonly problem: AppError }

/** What a cell says that goes over several rows, and where a link attached to it leads. */
interface MergedText {
  readonly column: number
  readonly text: string
  readonly link: string | null
}

type CellRow = Extract<SheetRow, { readonly cells: readonly string[] }>

/** The row as a person reads it: a cell that is merged over several rows is one that each of them has. */
export function withMergedCells(found: CellRow): CellRow {
  if (found.merged === undefined || isBlank(found.cells)) return found
  const cells = [...found.cells]
  const links: Record<number, string> = { ...found.links }
  for (const { column, text, link } of found.merged) {
    if ((cells[column] ?? '').trim() !== '') continue
    cells[column] = text
    if (link !== null) links[column] = link
  }
  return { row: found.row, cells: Array.from(cells, (text) => text ?? ''), links }
}

/** The rows of a list in their order, some at a time: as they are read, never all of them. */
export type SheetRows = AsyncIterable<readonly SheetRow[]>

export const rowTooLong = (row: number): SheetRow => ({
  row,
  problem: appError('list.lineTooLong', { line: row, limit: formatBytes(MAX_LIST_ROW_LENGTH) }),
})

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')
