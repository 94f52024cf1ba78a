import { open, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { readHead } from '#main/files/inspect/head.ts'
import { fileTrouble } from '#main/files/walk/rejected-path.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { unreadableListWords } from '#shared/text/files.ts'
import { readCsvRows } from './csv.ts'
import { createTextDecoder } from './encoding.ts'
import { WORKBOOK_ENDINGS } from './list-endings.ts'
import { jsonElements } from './json-elements.ts'
import { linesOf, TOO_LONG, type Line } from './lines.ts'
import { HEAD_BYTES, isText, textForm, type ListForm, type TextForm } from './list-form.ts'
import { createNdjson } from './ndjson.ts'
import { rowTooLong, type SheetRow, type SheetRows } from './sheet.ts'

/** Where a list lies. */
export type ListInput =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string }

/** One reading of a list from its beginning. */
export interface Table {
  readonly rows: SheetRows
  /** Names of its columns where the list itself has them (JSON): they grow while it is read. */
  readonly names: readonly string[] | null
}

const CHUNK_BYTES = 64 * 1024

/** First bytes of what only a spreadsheet program writes: archives, containers of old Office files, and old workbooks. */
const WORKBOOK_MARKS = ['504b0304', '504b0506', '504b0708', 'd0cf11e0', '09080', '09040', '09020', '09000']
const MARKUP = /^\s*</
/** By what is in it, then by its name. */
export async function detectForm(input: ListInput, name: string): Promise<Result<ListForm>> {
  if (input.kind === 'text')
    return ok(
      await textForm(Buffer.from(input.text.slice(0, HEAD_BYTES)), '', input.text.length <= HEAD_BYTES),
    )
  const extension = extname(name).toLowerCase()
  let head: Uint8Array
  let isWhole: boolean
  try {
    const stats = await stat(input.path)
    if (!stats.isFile()) return unreadable(unreadableListWords.noFile)
    if (stats.size === 0) return fail(appError('list.empty'))
    head = await headAt(input.path, Math.min(HEAD_BYTES, stats.size))
    isWhole = stats.size <= HEAD_BYTES
  } catch (cause) {
    return fail(fileTrouble(cause))
  }
  const mark = Buffer.from(head.subarray(0, 4)).toString('hex')
  if (WORKBOOK_MARKS.some((first) => mark.startsWith(first))) return ok({ kind: 'workbook', sheet: null })
  // A text under the name of a workbook: markup is for the reader of workbooks, the rest is what many exports call so.
  const isMarkup = MARKUP.test(
    Buffer.from(head.subarray(0, 64))
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  )
  if (WORKBOOK_ENDINGS.has(extension) && isMarkup) return ok({ kind: 'workbook', sheet: null })
  if (WORKBOOK_ENDINGS.has(extension) && !isText(head)) return unreadable(unreadableListWords.noWorkbook)
  return ok(await textForm(head, extension, isWhole))
}

const unreadable = (reason: string): Result<never> => fail(appError('list.unreadable', { reason }))

/** Opens a text at its beginning. Reading it may throw what the file system says. */
export function openTable(input: ListInput, form: TextForm): Table {
  const chunks = input.kind === 'text' ? textChunks(input.text) : fileChunks(input.path)
  if (form.kind === 'ndjson' || form.kind === 'json') {
    const values =
      form.kind === 'json' ? jsonElements(textsOf(chunks, form.head), form.rows) : linesOf(chunks)
    const { rows, keys } = createNdjson(values, form.kind === 'ndjson' && form.hasCommas)
    return { rows, names: keys }
  }
  const lines = linesOf(chunks)
  if (form.kind === 'lines') return { rows: lineRows(lines), names: null }
  const rows = readCsvRows(lines, form.delimiter)
  return { rows: form.skip > 0 ? without(rows, form.skip) : rows, names: null }
}

async function* lineRows(batches: AsyncIterable<readonly Line[]>): AsyncGenerator<readonly SheetRow[]> {
  let row = 0
  for await (const lines of batches) {
    yield lines.map((line) => {
      row += 1
      return line === TOO_LONG ? rowTooLong(row) : { row, cells: [line] }
    })
  }
}

async function* without(rows: SheetRows, count: number): AsyncGenerator<readonly SheetRow[]> {
  for await (const batch of rows) yield batch.filter(({ row }) => row > count)
}

async function headAt(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path)
  try {
    return await readHead(file, most)
  } finally {
    await file.close()
  }
}

async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  try {
    yield* file.createReadStream({
      highWaterMark: CHUNK_BYTES,
      autoClose: false,
    }) as AsyncIterable<Uint8Array>
  } finally {
    await file.close()
  }
}

/** Its encoding is that of its beginning. */
async function* textsOf(chunks: AsyncIterable<Uint8Array>, head: Uint8Array): AsyncGenerator<string> {
  const decode = createTextDecoder(head)
  for await (const chunk of chunks) yield decode(chunk, false)
  yield decode(new Uint8Array(), true)
}

/** A text as bytes, some at a time, no character cut in two. */
async function* textChunks(text: string): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < text.length;) {
    const end = Math.min(text.length, from + CHUNK_BYTES)
    const to = /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') && end < text.length ? end + 1 : end
    yield Buffer.from(text.slice(from, to))
    from = to
  }
}
