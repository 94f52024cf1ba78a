import { guardCell, quoteCell } from '#main/export/csv.ts'
import { toPlainText, type ExportValue, type WriteFormat } from './format.ts'

/** Without this mark, Excel reads a file in the old code page of the computer. */
const UTF8_MARK = '\u{feff}'

export const writeCsv: WriteFormat = (head, pages) => writeDelimited(head.names, pages, ',')
/** Its name tells a spreadsheet where cells end. */
export const writeTsv: WriteFormat = (head, pages) => writeDelimited(head.names, pages, '\t')

async function* writeDelimited(
  names: readonly string[],
  pages: AsyncIterable<readonly (readonly ExportValue[])[]>,
  delimiter: string,
): AsyncGenerator<string> {
  const toLine = (row: readonly ExportValue[]): string => `${row.map(toCell).join(delimiter)}\r\n`
  yield UTF8_MARK + toLine(names)
  for await (const rows of pages) yield rows.map(toLine).join('')
}

/** What is a number or a time already cannot be a formula. */
const toCell = (value: ExportValue): string =>
  typeof value === 'string' ? quoteCell(guardCell(value)) : toPlainText(value)
