import { MAX_LIST_COLUMNS } from '#shared/model/bounds.ts'
import { appError } from '#shared/errors/catalogue.ts'
import {
  buildTape,
  listChildren,
  readKey,
  readKind,
  stringText,
  valueBytes,
  type Tape,
} from '#shared/model/json/index.ts'
import { TOO_LONG, type Line } from './lines.ts'
import { rowTooLong, type SheetRow, type SheetRows } from './sheet.ts'

/** A number that JavaScript would write differently: "1.50", 12345678901234567890, -0. */
const DELICATE = /\d\.\d|\d[eE]|\d{16}|-0/
/** A key that looks like a number: JavaScript would put it before all others. */
const NUMBER_KEY = /"(?:\d|\\u003)[^"]*"\s*:/

/** JSON of ECMAScript 2026, which the library's types do not know yet: numbers by their text. */
interface RawJson {
  rawJSON(text: string): object
  isRawJSON(value: unknown): value is { readonly rawJSON: string }
  parse(text: string, revive: (key: string, value: unknown, context: { source?: string }) => unknown): unknown
}
const RAW = JSON as unknown as RawJson
const COMMA_AT_END = /(?<=[\]}])\s*,\s*$/

/**
 * Rows of an NDJSON: one value a line. The keys of its objects are the columns, in the order in which they turn up
 * (`keys` grows with it); what is nested stands as JSON. An array's values and a single value are columns without names.
 */
export function createNdjson(
  batches: AsyncIterable<readonly Line[]>,
  /** Each value has a comma behind it, as within an array. */
  hasCommas = false,
): {
  readonly keys: readonly string[]
  readonly rows: SheetRows
} {
  const keys: string[] = []
  const places = new Map<string, number>()
  /** Null past the last column: rows with keys of their own would each be as wide as all rows together. */
  const findPlace = (key: string): number | null => {
    const known = places.get(key)
    if (known !== undefined) return known
    if (keys.length >= MAX_LIST_COLUMNS) return null
    const place = keys.push(key) - 1
    places.set(key, place)
    return place
  }
  let row = 0
  const toRow = (written: Line): SheetRow => {
    row += 1
    if (written === TOO_LONG) return rowTooLong(row)
    if (written.trim() === '') return { row, cells: [] }
    const line = hasCommas ? written.replace(COMMA_AT_END, '') : written
    if (NUMBER_KEY.test(line)) {
      const members = membersInOrder(line)
      if (members !== null) return { row, cells: toCells(members) }
    }
    const value = parsed(line)
    const problem = { row, problem: appError('list.lineNotJson', { line: row }) }
    if (value === undefined) return problem
    try {
      return { row, cells: cellsIn(value) }
    } catch (cause) {
      // Nested so deep that it cannot be written again: that row is taken for none, the others go on.
      if (cause instanceof RangeError) return problem
      throw cause
    }
  }
  const cellsIn = (value: unknown): readonly string[] => {
    if (Array.isArray(value)) return value.map(toCellText)
    if (typeof value !== 'object' || value === null || RAW.isRawJSON(value)) return [toCellText(value)]
    return toCells(Object.entries(value).map(([key, held]) => [key, toCellText(held)]))
  }
  const toCells = (members: readonly (readonly [string, string])[]): readonly string[] => {
    const cells: string[] = []
    for (const [key, text] of members) {
      const place = findPlace(key)
      if (place !== null) cells[place] = text
    }
    return Array.from(cells, (cell) => cell ?? '')
  }
  async function* rows(): SheetRows & AsyncGenerator<readonly SheetRow[]> {
    for await (const lines of batches) yield lines.map(toRow)
  }
  return { keys, rows: rows() }
}

/** The members of an object in the order of its text; null for what is none. */
function membersInOrder(line: string): readonly (readonly [string, string])[] | null {
  const tape = buildTape(new TextEncoder().encode(line))
  if (tape.broken !== null || readKind(tape, 0) !== 'object') return null
  return Array.from(
    listChildren(tape, 0),
    (child) => [readKey(tape, child) ?? '', nodeText(tape, child)] as const,
  )
}

function nodeText(tape: Tape, node: number): string {
  const bytes = valueBytes(tape, node)
  const kind = readKind(tape, node)
  if (kind === 'null') return ''
  return kind === 'string' ? stringText(bytes, 1, bytes.length - 1) : new TextDecoder().decode(bytes)
}

/** Undefined for what is no JSON. */
function parsed(line: string): unknown {
  try {
    if (!DELICATE.test(line)) return JSON.parse(line)
    return RAW.parse(line, (_key, value, { source }) =>
      typeof value === 'number' && source !== undefined ? RAW.rawJSON(source) : value,
    )
  } catch {
    return undefined
  }
}

function toCellText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null) return ''
  return RAW.isRawJSON(value) ? value.rawJSON : JSON.stringify(value)
}
