import { open, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { headOf } from '#main/files/inspect/head.ts'
import { fileTrouble } from '#main/files/walk/rejected-path.ts'
import { csvRows, delimiterOf, type Delimiter } from './csv.ts'
import { linesOf, TOO_LONG, type Line } from './lines.ts'
import { createNdjson } from './ndjson.ts'
import { rowTooLong, type SheetRow, type SheetRows } from './sheet.ts'

/** Where a list lies. */
export type ListInput =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string }

/** How its rows are told apart. */
export type ListForm =
  | { readonly kind: 'xlsx' }
  | { readonly kind: 'ndjson' }
  | { readonly kind: 'csv'; readonly delimiter: Delimiter; readonly skip: number }
  /** One source a line. */
  | { readonly kind: 'lines' }

/** One reading of a list from its beginning. */
export interface Table {
  readonly rows: SheetRows
  /** Names of its columns where the list itself has them (NDJSON): they grow while it is read. */
  readonly names: readonly string[] | null
}

const HEAD = 256 * 1024
const CHUNK = 64 * 1024
const LOOKED_LINES = 50

/** By what is in it, then by its name. */
export async function formOf(input: ListInput, name: string): Promise<Result<ListForm>> {
  if (input.kind === 'text') return ok(await textForm(textChunks(input.text), ''))
  const extension = extname(name).toLowerCase()
  let head: Uint8Array
  try {
    const stats = await stat(input.path)
    if (!stats.isFile()) return unreadable('it is no file any more')
    const { size } = stats
    if (size === 0) return fail(appError('list.empty'))
    head = await headAt(input.path, Math.min(HEAD, size))
  } catch (cause) {
    return fail(fileTrouble(cause))
  }
  const mark = Buffer.from(head.subarray(0, 4)).toString('latin1')
  if (mark.startsWith('PK')) return ok({ kind: 'xlsx' })
  if (mark === '\u00D0\u00CF\u0011\u00E0')
    return unreadable('it is locked with a password, or of an old Excel')
  if (extension === '.xlsx') return unreadable('it is no Excel sheet')
  return ok(await textForm(once(head), extension))
}

const unreadable = (reason: string): Result<never> => fail(appError('list.unreadable', { reason }))

async function textForm(chunks: AsyncIterable<Uint8Array>, extension: string): Promise<ListForm> {
  const lines = await firstLines(chunks)
  if (extension === '.ndjson' || extension === '.jsonl') return { kind: 'ndjson' }
  if (extension === '.txt') return { kind: 'lines' }
  const [first = ''] = lines
  if (/^\s*[[{].*[\]}]\s*$/.test(first)) return { kind: 'ndjson' }
  // Excel's own way to say what it cut with.
  const said = /^sep=([,;\t|])$/i.exec(first)?.[1]
  if (said !== undefined) return { kind: 'csv', delimiter: said as Delimiter, skip: 1 }
  const delimiter = delimiterOf(lines)
  if (delimiter !== null) return { kind: 'csv', delimiter, skip: 0 }
  // One column. It may stand in quotes, and no link holds a tab.
  return extension === '' ? { kind: 'lines' } : { kind: 'csv', delimiter: '\t', skip: 0 }
}

async function firstLines(chunks: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const first: string[] = []
  for await (const lines of linesOf(chunks)) {
    for (const line of lines) if (line !== TOO_LONG && line.trim() !== '') first.push(line)
    if (first.length >= LOOKED_LINES) break
  }
  return first
}

/** Opens the list at its beginning. Reading it may throw what the file system says. */
export async function openTable(input: ListInput, form: ListForm): Promise<Table> {
  if (form.kind === 'xlsx') {
    if (input.kind === 'text') return { rows: none(), names: null }
    const { xlsxRows } = await import('./xlsx/rows.ts')
    return { rows: xlsxRows(input.path), names: null }
  }
  const lines = linesOf(input.kind === 'text' ? textChunks(input.text) : fileChunks(input.path))
  if (form.kind === 'ndjson') {
    const { rows, keys } = createNdjson(lines)
    return { rows, names: keys }
  }
  const rows = form.kind === 'csv' ? csvRows(lines, form.delimiter) : lineRows(lines)
  return { rows: form.kind === 'csv' && form.skip > 0 ? without(rows, form.skip) : rows, names: null }
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
    return await headOf(file, most)
  } finally {
    await file.close()
  }
}

async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  try {
    yield* file.createReadStream({ highWaterMark: CHUNK, autoClose: false }) as AsyncIterable<Uint8Array>
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
    const end = Math.min(text.length, from + CHUNK)
    const to = /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') && end < text.length ? end + 1 : end
    yield Buffer.from(text.slice(from, to))
    from = to
  }
}
