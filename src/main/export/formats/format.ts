/** A value of a cell. Numbers are exact: one that JavaScript cannot hold is a text. */
export type ExportValue = string | number | boolean | Date | null
export type ExportRow = readonly ExportValue[]

/** What kind of values a column of a file with types has. */
export type ColumnType = 'text' | 'number' | 'boolean' | 'time'

interface ExportHead {
  readonly names: readonly string[]
  readonly types: readonly ColumnType[]
}

/** Writes rows as the bytes of a file, some at a time. Cells that a format cannot hold are cut and counted. */
export type WriteFormat = (
  head: ExportHead,
  pages: AsyncIterable<readonly ExportRow[]>,
  onCut: () => void,
) => AsyncIterable<string | Uint8Array>

/** A value as plain text. */
export const toPlainText = (value: ExportValue): string =>
  value === null ? '' : value instanceof Date ? value.toISOString() : String(value)
