import { open, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { readHead } from '#main/files/inspect/head.ts'
import { fileTrouble } from '#main/files/walk/rejected-path.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { unreadableListWords } from '#shared/text/files.ts'
import { readCsvRows } from './csv.ts'
import { detectDelimiter } from './delimiter.ts'
import { WORKBOOK_ENDINGS } from './list-endings.ts'
import { jsonElements } from './json-elements.ts'
import { linesOf, TOO_LONG, type Line } from './lines.ts'
import { createNdjson } from './ndjson.ts'
import { rowTooLong, type SheetRow, type SheetRows } from './sheet.ts'
import { spawnWorkbookWorker, workbookRows } from './workbook/workbook-rows.ts'
import type { SpawnWorkbookWorker } from './workbook/workbook-task.ts'

/** Where a list lies. */
export type ListInput =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string }

/** How its rows are told apart. */
export type ListForm =
  /** Any file that a spreadsheet program writes; `sheet` null is the first one shown. */
  | { readonly kind: 'workbook'; readonly sheet: string | null }
  | { readonly kind: 'csv'; readonly delimiter: string; readonly skip: number }
  | { readonly kind: 'ndjson' }
  /** One JSON array of objects. */
  | { readonly kind: 'json' }
  /** One source a line. */
  | { readonly kind: 'lines' }

/** One reading of a list from its beginning. */
export interface Table {
  readonly rows: SheetRows
  /** Names of its columns where the list itself has them (JSON): they grow while it is read. */
  readonly names: readonly string[] | null
}

const HEAD_BYTES = 256 * 1024
const CHUNK_BYTES = 64 * 1024
const SAMPLE_LINES = 200

/** First bytes of what only a spreadsheet program writes: archives, containers of old Office files, and old workbooks. */
const WORKBOOK_MARKS = ['504b0304', '504b0506', '504b0708', 'd0cf11e0', '09080', '09040', '09020', '09000']
const MARKUP = /^\s*</
/** `[` alone may also open a list of links: an object behind it makes it JSON. */
const JSON_ARRAY = /^\s*\[\s*\{\s*["}]/
/** `{"data": [{…}]}`: the answer of a service, whose array is meant. */
const JSON_HOLDS_ARRAY = /^\s*\{.*:\s*\[\s*\{/
const JSON_LINE = /^\s*[[{].*[\]}]\s*$/
/** Excel's own way to say what it cut with. */
const SAID_DELIMITER = /^sep=(.)$/i

/** By what is in it, then by its name. */
export async function detectForm(input: ListInput, name: string): Promise<Result<ListForm>> {
  if (input.kind === 'text') return ok(await textForm(Buffer.from(input.text.slice(0, HEAD_BYTES)), ''))
  const extension = extname(name).toLowerCase()
  let head: Uint8Array
  try {
    const stats = await stat(input.path)
    if (!stats.isFile()) return unreadable(unreadableListWords.noFile)
    if (stats.size === 0) return fail(appError('list.empty'))
    head = await headAt(input.path, Math.min(HEAD_BYTES, stats.size))
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
  if (extension === '.xlsx' || extension === '.numbers') return unreadable(unreadableListWords.noWorkbook)
  return ok(await textForm(head, extension))
}

const unreadable = (reason: string): Result<never> => fail(appError('list.unreadable', { reason }))

async function textForm(head: Uint8Array, extension: string): Promise<ListForm> {
  const lines = await firstLines(once(head))
  const [first = ''] = lines
  const isArray = JSON_ARRAY.test(decodeBeginning(head))
  if (extension === '.ndjson' || extension === '.jsonl') return { kind: isArray ? 'json' : 'ndjson' }
  if (extension === '.json') {
    const isOneObject = lines.length === 1 && JSON_HOLDS_ARRAY.test(first)
    return { kind: JSON_LINE.test(first) && !isArray && !isOneObject ? 'ndjson' : 'json' }
  }
  const said = SAID_DELIMITER.exec(first)?.[1]
  if (said !== undefined) return { kind: 'csv', delimiter: said, skip: 1 }
  if (isArray) return { kind: 'json' }
  if (JSON_LINE.test(first)) return { kind: 'ndjson' }
  const delimiter = detectDelimiter(lines)
  // A text of links, some on a line: only tabs make columns of it.
  if (extension === '.txt')
    return delimiter === '\t' ? { kind: 'csv', delimiter, skip: 0 } : { kind: 'lines' }
  if (delimiter !== null) return { kind: 'csv', delimiter, skip: 0 }
  // One column. It may stand in quotes, and no link holds a tab.
  return extension === '' ? { kind: 'lines' } : { kind: 'csv', delimiter: '\t', skip: 0 }
}

/** The first letters, whatever their encoding: those of JSON are ASCII. */
const decodeBeginning = (head: Uint8Array): string =>
  Buffer.from(head.subarray(0, 256))
    .toString('latin1')
    .replaceAll(/[^\t\n\r -~]/g, '')

async function firstLines(chunks: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const first: string[] = []
  for await (const lines of linesOf(chunks)) {
    for (const line of lines) if (line !== TOO_LONG && line.trim() !== '') first.push(line)
    if (first.length >= SAMPLE_LINES) break
  }
  return first.slice(0, SAMPLE_LINES)
}

/** Opens the list at its beginning. Reading it may throw what the file system says, or an `UnreadableWorkbook`. */
export async function openTable(
  input: ListInput,
  form: ListForm,
  spawn: SpawnWorkbookWorker = spawnWorkbookWorker,
): Promise<Table> {
  if (form.kind === 'workbook') {
    const rows = input.kind === 'text' ? none() : workbookRows(input.path, form.sheet, spawn)
    return { rows, names: null }
  }
  const chunks = input.kind === 'text' ? textChunks(input.text) : fileChunks(input.path)
  if (form.kind === 'ndjson' || form.kind === 'json') {
    const { rows, keys } = createNdjson(form.kind === 'json' ? jsonElements(chunks) : linesOf(chunks))
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

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function* none(): AsyncGenerator<never> {}

/** A text as bytes, some at a time, no character cut in two. */
async function* textChunks(text: string): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < text.length;) {
    const end = Math.min(text.length, from + CHUNK_BYTES)
    const to = /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') && end < text.length ? end + 1 : end
    yield Buffer.from(text.slice(from, to))
    from = to
  }
}
