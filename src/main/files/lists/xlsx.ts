import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import { LONGEST_ROW, rowTooLong, type SheetRow, type SheetRows } from './sheet.ts'

/** Rows handed on together. */
const ROWS = 500
/** A row further right than any sheet goes is nothing but formatting. */
const MOST_COLUMNS = 16_384

/** Of the reader, what its types leave out: what it has learnt from the parts of the archive read so far. */
interface Learnt {
  sharedStrings?: unknown[]
  workbookRels?: { readonly Id: string; readonly Target: string }[]
  model?: { readonly sheets?: readonly { readonly id: number; readonly state?: string }[] }
  properties?: unknown
  styles?: unknown
}
type Reader = Learnt & AsyncIterable<Sheet> & { parse(): AsyncIterable<unknown> }
type Sheet = AsyncIterable<ExcelJS.Row> & { readonly id: number | string }

/**
 * Rows of the first sheet that is not hidden. The archive is read twice: its texts and formats may lie behind the sheets,
 * and the reader would otherwise lay whole sheets by as files. Texts that cells share are held in memory, rows are not.
 */
export async function* xlsxRows(path: string): SheetRows & AsyncGenerator<readonly SheetRow[]> {
  const learnt = await reading(path, async (stream) => {
    const reader = readerOf(stream, 'ignore', 'cache')
    // As if all were known: then the sheets in front of it are passed over.
    Object.assign(reader, { sharedStrings: [], workbookRels: [], model: { sheets: [] } } satisfies Learnt)
    for await (const _part of reader.parse()) continue
    const { sharedStrings, workbookRels, model, properties = {}, styles } = reader
    return { sharedStrings, workbookRels, model, properties, styles }
  })
  const file = await open(path)
  const stream = file.createReadStream()
  try {
    const reader = Object.assign(readerOf(stream, 'emit', 'ignore'), learnt)
    const sheets = learnt.model?.sheets ?? []
    const wanted = (sheets.find(({ state }) => state === undefined || state === 'visible') ?? sheets[0])?.id
    for await (const sheet of reader) {
      if (wanted !== undefined && Number(sheet.id) !== wanted) continue
      yield* rowsOf(sheet)
      return
    }
  } finally {
    stream.destroy()
  }
}

async function reading<T>(path: string, read: (stream: Readable) => Promise<T>): Promise<T> {
  // Opened first: an error of opening would reach nobody through the reader.
  const file = await open(path)
  const stream = file.createReadStream()
  try {
    return await read(stream)
  } finally {
    stream.destroy()
  }
}

const readerOf = (stream: Readable, worksheets: 'emit' | 'ignore', others: 'cache' | 'ignore'): Reader =>
  new ExcelJS.stream.xlsx.WorkbookReader(stream, {
    worksheets,
    sharedStrings: others,
    styles: others,
    hyperlinks: 'ignore',
    entries: 'ignore',
  }) as unknown as Reader

async function* rowsOf(sheet: Sheet): AsyncGenerator<readonly SheetRow[]> {
  let rows: SheetRow[] = []
  for await (const row of sheet) {
    rows.push(rowOf(row))
    if (rows.length < ROWS) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

function rowOf({ number, values }: ExcelJS.Row): SheetRow {
  // Its cells are counted from 1.
  const cells = Array.isArray(values) ? Array.from(values.slice(1, MOST_COLUMNS + 1), cellText) : []
  const length = cells.reduce((sum, cell) => sum + cell.length, 0)
  return length > LONGEST_ROW ? rowTooLong(number) : { row: number, cells }
}

const LINK_FORMULA = /^\s*HYPERLINK\(\s*"((?:[^"]|"")*)"/i

/** A cell as a person reads it; of a link made by a formula its target. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return dateText(value)
  if (typeof value !== 'object') return ''
  if ('formula' in value && typeof value.formula === 'string') {
    const target = LINK_FORMULA.exec(value.formula)?.[1]
    if (target !== undefined) return target.replaceAll('""', '"')
  }
  if ('result' in value) return cellText(value.result)
  if ('richText' in value && Array.isArray(value.richText)) return value.richText.map(cellText).join('')
  if ('text' in value) return cellText(value.text)
  return 'error' in value ? cellText(value.error) : ''
}

/** "2026-11-24", and the time where there is one. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T')
  return time === '00:00:00' ? day : `${day} ${time}`
}
