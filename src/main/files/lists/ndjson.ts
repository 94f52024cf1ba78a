import { appError } from '#shared/errors/catalogue.ts'
import { TOO_LONG, type Line } from './lines.ts'
import { rowTooLong, type SheetRow, type SheetRows } from './sheet.ts'

/** A number that would not be written again as it was: "1.50", 12345678901234567890. */
const DELICATE = /\d\.\d|\d[eE]|\d{16}/

/** JSON of ECMAScript 2026, which the library's types do not know yet: numbers by their text. */
interface RawJson {
  rawJSON(text: string): object
  isRawJSON(value: unknown): value is { readonly rawJSON: string }
  parse(text: string, revive: (key: string, value: unknown, context: { source?: string }) => unknown): unknown
}
const RAW = JSON as unknown as RawJson

/**
 * Rows of an NDJSON: one value a line. The keys of its objects are the columns, in the order in which they turn up
 * (`keys` grows with it); what is nested stands as JSON. An array's values and a single value are columns without names.
 */
export function createNdjson(batches: AsyncIterable<readonly Line[]>): {
  readonly keys: readonly string[]
  readonly rows: SheetRows
} {
  const keys: string[] = []
  const places = new Map<string, number>()
  const placeOf = (key: string): number => {
    const place = places.get(key) ?? keys.push(key) - 1
    places.set(key, place)
    return place
  }
  let row = 0
  const rowOf = (line: Line): SheetRow => {
    row += 1
    if (line === TOO_LONG) return rowTooLong(row)
    if (line.trim() === '') return { row, cells: [] }
    const value = parsed(line)
    if (value === undefined) return { row, problem: appError('list.lineNotJson', { line: row }) }
    if (Array.isArray(value)) return { row, cells: value.map(textOf) }
    if (typeof value !== 'object' || value === null || RAW.isRawJSON(value))
      return { row, cells: [textOf(value)] }
    const cells: string[] = []
    for (const [key, held] of Object.entries(value)) cells[placeOf(key)] = textOf(held)
    return { row, cells: Array.from(cells, (cell) => cell ?? '') }
  }
  async function* rows(): SheetRows & AsyncGenerator<readonly SheetRow[]> {
    for await (const lines of batches) yield lines.map(rowOf)
  }
  return { keys, rows: rows() }
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

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null) return ''
  return RAW.isRawJSON(value) ? value.rawJSON : JSON.stringify(value)
}
