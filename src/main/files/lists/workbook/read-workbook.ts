import { MAX_LIST_COLUMNS, MAX_LIST_ROW_LENGTH } from '#shared/model/bounds.ts'
import { readFileSync } from 'node:fs'
import { CFB, read, type CellObject, type ParsingOptions, type WorkBook, type WorkSheet } from '@e965/xlsx'
import * as xlsx from '@e965/xlsx'
import { rowTooLong, type SheetRow } from '#main/files/lists/sheet.ts'
import { readCell } from './cell-text.ts'
import { readHtmlTable } from './html-table.ts'
import { useBoundedInflate } from './bounded-inflate.ts'

/** One worksheet of a workbook. */
export interface Worksheet {
  readonly name: string
  /** Not shown by a spreadsheet program unless asked for. */
  readonly isHidden: boolean
  readonly rowCount: number
  readonly rows: () => Generator<SheetRow, void, undefined>
}

export interface WorkbookOptions {
  /** Only this sheet is read; null for all. */
  readonly sheet: string | null
  /** Rows after so many are not read; null for all. */
  readonly maxRows: number | null
}

/** More cells are not filled: a damaged book may merge every row a thousand times. */
const MAX_MERGED_CELLS = 1_000_000
/** Bytes at the beginning of a worksheet in which the spelling of its cell references shows. */
const LOOKED_BYTES = 64 * 1024
const LOWER_CASE_CELL = /<(?:\w+:)?c [^>]*?\br="[a-z]{1,3}\d+"/
const LOWER_CASE_REFERENCES = /(<(?:\w+:)?c [^>]*?\br=")([a-z]{1,3})(?=\d+")/g

/** What the library does with an opened archive; it exports it, and its types do not say so. */
interface ZipParser {
  readonly parse_zip: (archive: Archive, options: ParsingOptions) => WorkBook
}

interface Archive {
  readonly FullPaths: string[]
  readonly FileIndex: { name: string; content?: Uint8Array }[]
}

/** Reads a workbook of any form that SheetJS knows. Throws what the library says of a damaged or locked one. */
export async function readWorkbook(
  path: string,
  { sheet, maxRows }: WorkbookOptions,
): Promise<readonly Worksheet[]> {
  const bytes = readFileSync(path)
  const options: ParsingOptions = {
    dense: true,
    cellFormula: true,
    cellHTML: false,
    cellNF: true,
    sheetStubs: true,
    ...(sheet === null ? {} : { sheets: sheet }),
    ...(maxRows === null ? {} : { sheetRows: maxRows }),
  }
  const book = isZip(bytes) ? readArchive(bytes, options) : await readOther(bytes, options)
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  return book.SheetNames.flatMap((name, place): readonly Worksheet[] => {
    const found = book.Sheets[name]
    // Charts, dialogs and macros are sheets too, and have no rows.
    if (found === undefined || (found['!type'] !== undefined && found['!type'] !== 'sheet')) return []
    const isHidden = (book.Workbook?.Sheets?.[place]?.Hidden ?? 0) !== 0
    return [{ name, isHidden, rowCount: countRows(found), rows: () => rowsOf(found, is1904) }]
  })
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

function readArchive(bytes: Buffer, options: ParsingOptions): WorkBook {
  useBoundedInflate()
  const archive = (CFB as { read(data: Buffer, options: object): Archive }).read(bytes, { type: 'buffer' })
  for (const file of archive.FileIndex) if (/\.xml$/i.test(file.name)) withUpperCaseReferences(file)
  return (xlsx as unknown as ZipParser).parse_zip(archive, options)
}

/** The library knows `A1` only; some programs write `a1`. */
function withUpperCaseReferences(file: Archive['FileIndex'][number]): void {
  if (file.content === undefined) return
  const content = Buffer.from(file.content.buffer, file.content.byteOffset, file.content.byteLength)
  if (!LOWER_CASE_CELL.test(content.toString('latin1', 0, Math.min(LOOKED_BYTES, content.length)))) return
  const text = content.toString('latin1')
  file.content = Buffer.from(
    text.replaceAll(
      LOWER_CASE_REFERENCES,
      (_, before: string, column: string) => before + column.toUpperCase(),
    ),
    'latin1',
  )
}

/** Binary workbooks of old programs keep their texts in code pages. */
async function readOther(bytes: Buffer, options: ParsingOptions): Promise<WorkBook> {
  xlsx.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  return readHtmlTable(bytes, options) ?? read(bytes, { ...options, type: 'buffer' })
}

/** Rows that have a cell with anything in it. */
const countRows = (sheet: WorkSheet): number =>
  (sheet['!data'] ?? []).filter((cells) => cells?.some((cell) => (cell?.v ?? '') !== '')).length

function* rowsOf(sheet: WorkSheet, is1904: boolean): Generator<SheetRow, void, undefined> {
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? []
  const merged = mergedDown(sheet)
  for (let place = 0; place < data.length; place += 1) {
    const cells = data[place]
    if (cells !== undefined) yield toSheetRow(place + 1, cells, { is1904, merged: merged.get(place) ?? [] })
  }
}

/** Cells that are merged over several rows, by the rows below their first one. What is merged over columns is a title. */
function mergedDown(sheet: WorkSheet): ReadonlyMap<number, readonly MergedCell[]> {
  const data = sheet['!data'] ?? []
  const merged = new Map<number, MergedCell[]>()
  let left = MAX_MERGED_CELLS
  for (const { s: first, e: last } of sheet['!merges'] ?? []) {
    const cell = data[first.r]?.[first.c]
    if (cell === undefined || cell === null || first.c >= MAX_LIST_COLUMNS) continue
    for (let row = first.r + 1; row <= Math.min(last.r, data.length - 1) && left > 0; row += 1) {
      left -= 1
      const cells = merged.get(row) ?? []
      cells.push({ column: first.c, cell })
      merged.set(row, cells)
    }
  }
  return merged
}

interface MergedCell {
  readonly column: number
  readonly cell: CellObject
}

function toSheetRow(
  row: number,
  found: readonly (CellObject | undefined)[],
  { is1904, merged }: { readonly is1904: boolean; readonly merged: readonly MergedCell[] },
): SheetRow {
  const cells: string[] = []
  const links: Record<number, string> = {}
  let length = 0
  let hasLinks = false
  for (let column = 0; column < Math.min(found.length, MAX_LIST_COLUMNS); column += 1) {
    const cell = found[column]
    if (cell === undefined || cell === null) continue
    const { text, link } = readCell(cell, is1904)
    length += text.length + (link?.length ?? 0)
    if (text !== '') cells[column] = text
    if (link === null) continue
    links[column] = link
    hasLinks = true
  }
  if (length > MAX_LIST_ROW_LENGTH) return rowTooLong(row)
  const filled = Array.from(cells, (text) => text ?? '')
  const above = merged.map(({ column, cell }) => ({ column, ...readCell(cell, is1904) }))
  return {
    row,
    cells: filled,
    ...(hasLinks ? { links } : {}),
    ...(above.length > 0 ? { merged: above } : {}),
  }
}
