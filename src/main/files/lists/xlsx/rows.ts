import { stat, open } from 'node:fs/promises'
import { MAX_ROW_LENGTH, rowTooLong, type SheetRow, type SheetRows } from '#main/files/lists/sheet.ts'
import { readBook, type Book } from './book.ts'
import { cellText, type Cell } from './cell.ts'
import { attribute, createXml } from './xml.ts'
import { openZip } from './zip.ts'

/** A sheet goes no further right. */
const MOST_COLUMNS = 16_384

/**
 * Rows of the first sheet of an Excel file that is not hidden, as its archive is inflated. Texts that cells share are held
 * in memory, rows are not. Throws when the file is damaged.
 */
export async function* xlsxRows(path: string): SheetRows & AsyncGenerator<readonly SheetRow[]> {
  const { size } = await stat(path)
  const file = await open(path)
  try {
    const zip = await openZip(file, size)
    const book = await readBook(zip)
    const bytes = zip.open(book.sheet)
    if (bytes === null) throw new Error('no sheet')
    const { push, taken } = createSheet(book)
    const decoder = new TextDecoder()
    for await (const chunk of bytes) {
      push(decoder.decode(chunk, { stream: true }))
      const rows = taken()
      if (rows.length > 0) yield rows
    }
  } finally {
    await file.close()
  }
}

/** Collects the rows of a sheet while its XML is pushed in. */
function createSheet(book: Book) {
  let rows: SheetRow[] = []
  let row = 0
  let cells: string[] = []
  let column = -1
  let length = 0
  let cell: Cell = { type: '', style: 0, value: '', formula: '' }
  let part: 'value' | 'formula' | null = null
  let inReading = false
  const push = createXml({
    open(name, attributes) {
      if (name === 'row') {
        row = Number(attribute(attributes, 'r') ?? row + 1)
        cells = []
        column = -1
        length = 0
      } else if (name === 'c') {
        const named = attribute(attributes, 'r')
        column = named === null ? column + 1 : columnOf(named)
        const style = Number(attribute(attributes, 's') ?? 0)
        cell = { type: attribute(attributes, 't') ?? '', style, value: '', formula: '' }
      } else if (name === 'rPh') inReading = true
      else if (name === 'v' || (name === 't' && !inReading)) part = 'value'
      else if (name === 'f') part = 'formula'
    },
    text(piece) {
      // Of a row that is left out anyway nothing more is kept.
      if (part !== null && length + cell.value.length <= MAX_ROW_LENGTH) cell[part] += piece
    },
    close(name) {
      if (name === 'v' || name === 't' || name === 'f') part = null
      else if (name === 'rPh') inReading = false
      else if (name === 'c' && column < MOST_COLUMNS) {
        const text = cellText(cell, book)
        length += text.length
        if (text !== '') cells[column] = text
      } else if (name === 'row') {
        rows.push(
          length > MAX_ROW_LENGTH ? rowTooLong(row) : { row, cells: Array.from(cells, (text) => text ?? '') },
        )
      }
    },
  })
  return {
    push,
    taken: (): readonly SheetRow[] => {
      const taken = rows
      rows = []
      return taken
    },
  }
}

/** "C7" is column 2. */
function columnOf(place: string): number {
  let column = 0
  for (let at = 0; at < place.length; at += 1) {
    const letter = place.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}
