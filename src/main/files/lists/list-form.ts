import { parseCsvRows } from './csv.ts'
import { detectDelimiter } from './delimiter.ts'
import { createTextDecoder, detectEncoding } from './encoding.ts'
import { jsonRowsOf, type JsonRows } from './json-shape.ts'
import { linesOf, TOO_LONG } from './lines.ts'

/** How the rows of a list are told apart. */
export type ListForm =
  /** Any file that a spreadsheet program writes; `sheet` null is the first one shown. */
  | { readonly kind: 'workbook'; readonly sheet: string | null }
  | { readonly kind: 'csv'; readonly delimiter: string; readonly skip: number }
  /** One JSON value a line, with or without a comma behind it. */
  | { readonly kind: 'ndjson'; readonly hasCommas: boolean }
  /** JSON over any lines; `head` are its first bytes, which tell its encoding. */
  | { readonly kind: 'json'; readonly rows: JsonRows; readonly head: Uint8Array }
  /** One source a line. */
  | { readonly kind: 'lines' }

/** A form that is read as text. */
export type TextForm = Exclude<ListForm, { readonly kind: 'workbook' }>

/** What is looked at of a list to tell its form. */
export const HEAD_BYTES = 256 * 1024
const SAMPLE_LINES = 200

/** `[` alone may also open a list of links: an object behind it makes it JSON. */
const JSON_ARRAY = /^\s*\[\s*\{\s*["}]/
/** An object or an array that ends with its line. Some programs write a comma behind it. */
const JSON_LINE = /^\s*[[{].*[\]}],?\s*$/
const HAS_COMMA = /[\]}],\s*$/
const JSON_OBJECT = /^\s*\{/
const JSON_TEXT = /^\s*"/
/** A bracket alone on the first line: what is in it goes over several. */
/** The name of a column: no link, no path, and no code that may be a handle. */
const NAME = /^(?=.*\p{L})[^/:]{1,60}$/u
const LONE_BRACKET = /^\s*[[{]\s*$/
const LINE_JSON_ENDINGS = new Set(['.ndjson', '.jsonl'])
/** `sep=;` on the first line: how Excel names the delimiter. */
const SAID_DELIMITER = /^sep=(.)$/i
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b])

/** Has it no byte that only pictures, archives and programs hold? */
export const isText = (head: Uint8Array): boolean =>
  detectEncoding(head) !== 'bytes' || !head.some((byte) => byte < 0x20 && !TEXT_CONTROLS.has(byte))

/** The form of a text by its beginning, then by the ending of its name. `isWhole`: the head is all there is. */
export async function textForm(head: Uint8Array, extension: string, isWhole: boolean): Promise<TextForm> {
  const lines = await firstLines(head)
  const [first = ''] = lines
  const json = jsonForm(lines, extension, head, isWhole)
  if (json !== null) return json
  const said = SAID_DELIMITER.exec(first)?.[1]
  if (said !== undefined) return { kind: 'csv', delimiter: said, skip: 1 }
  const delimiter = await detectDelimiter(lines)
  // A text of links, some on a line: only tabs make columns of it, or names above them.
  if (extension === '.txt' && delimiter !== '\t' && !(await hasNamesAboveLinks(lines, delimiter)))
    return { kind: 'lines' }
  if (delimiter !== null) return { kind: 'csv', delimiter, skip: 0 }
  // One column. It may stand in quotes, and no link holds a tab.
  return extension === '' || extension === '.json'
    ? { kind: 'lines' }
    : { kind: 'csv', delimiter: '\t', skip: 0 }
}

/** Is the first line one of several names, and are the rows below as long and hold links? */
async function hasNamesAboveLinks(lines: readonly string[], delimiter: string | null): Promise<boolean> {
  if (delimiter === null) return false
  const read = await parseCsvRows(lines, delimiter)
  const [names = [], ...rows] = read.flatMap((row) => ('cells' in row ? [row.cells] : []))
  const isLink = (cell: string): boolean => /^\s*(?:https?|src):\/\//i.test(cell)
  return (
    names.length > 1 &&
    new Set(names).size === names.length &&
    names.every((name) => NAME.test(name.trim())) &&
    rows.filter((cells) => cells.length === names.length && cells.some(isLink)).length > rows.length / 2
  )
}

/** Null where the text is no JSON: by its name, and by its first line. */
function jsonForm(
  lines: readonly string[],
  extension: string,
  head: Uint8Array,
  isWhole: boolean,
): TextForm | null {
  const [first = '', second] = lines
  const isArray = JSON_ARRAY.test(decodeBeginning(head))
  if (LINE_JSON_ENDINGS.has(extension) && !isArray && !LONE_BRACKET.test(first))
    return { kind: 'ndjson', hasCommas: HAS_COMMA.test(first) }
  if (!LINE_JSON_ENDINGS.has(extension) && extension !== '.json') {
    if (!isArray && !isJson(first)) return null
    // A text of links in brackets is one of lines.
    if (extension === '.txt' && !isArray && !JSON_OBJECT.test(first)) return null
  }
  if (!isArray && second !== undefined && JSON_LINE.test(first))
    return { kind: 'ndjson', hasCommas: HAS_COMMA.test(first) }
  const rows = jsonRowsOf(createTextDecoder(head)(head, !isWhole), isWhole)
  if (rows !== null) return { kind: 'json', rows, head }
  return JSON_TEXT.test(first) && extension === '.json'
    ? { kind: 'ndjson', hasCommas: HAS_COMMA.test(first) }
    : null
}

function isJson(line: string): boolean {
  if (!JSON_LINE.test(line)) return false
  try {
    JSON.parse(line.replace(/,\s*$/, ''))
    return true
  } catch {
    return false
  }
}

/** The first letters, whatever their encoding: those of JSON are ASCII. */
const decodeBeginning = (head: Uint8Array): string =>
  Buffer.from(head.subarray(0, 256))
    .toString('latin1')
    .replaceAll(/[^\t\n\r -~]/g, '')

async function firstLines(head: Uint8Array): Promise<readonly string[]> {
  const first: string[] = []
  for await (const lines of linesOf([head])) {
    for (const line of lines) if (line !== TOO_LONG && line.trim() !== '') first.push(line)
    if (first.length >= SAMPLE_LINES) break
  }
  return first.slice(0, SAMPLE_LINES)
}
