import { holdsOnlySources } from '#shared/model/recognise.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import type { ListColumn } from '#shared/model/source-list.ts'
import { isBlank } from './sheet.ts'

/** Longest name of a column: names of labels are no longer (`runs.create`). */
const MAX_NAME_LENGTH = 200
const MAX_EXAMPLES = 3
const MAX_EXAMPLE_LENGTH = 200
/** Longest name of a column that is taken for one when it is not surely so. */
const MAX_PLAIN_NAME_LENGTH = 60

/** What the first rows say of the columns. */
export interface ListLook {
  readonly columns: readonly ListColumn[]
  readonly suggested: number | null
  readonly header: boolean
  readonly firstRows: readonly (readonly string[])[]
}

/** A row as it is looked at. */
interface LookedRow {
  readonly cells: readonly string[]
  readonly links?: Readonly<Record<number, string>>
}

interface LookOptions {
  readonly context: RecognitionContext
  /** A text, of which a row with more cells than the others is a row that was cut in the wrong place. */
  readonly isRagged: boolean
}

/** `names`: those that the list itself has (JSON); else the first row may be their row. */
export function lookAtColumns(
  rows: readonly LookedRow[],
  names: readonly string[] | null,
  { context, isRagged }: LookOptions,
): ListLook {
  const widest = Math.max(names?.length ?? 0, ...rows.map(({ cells }) => cells.length))
  const isSource = ({ cells, links }: LookedRow, column: number): boolean =>
    links?.[column] !== undefined || holdsOnlySources(cells[column] ?? '', context)
  const sure = rows.map((row) => Array.from({ length: widest }, (_, column) => isSource(row, column)))
  const cellsByRow = rows.map(({ cells }) => cells)
  const header = names !== null ? names.length > 0 : isHeader(cellsByRow, sure)
  const isFirstRow = header && names === null
  const body = isFirstRow ? cellsByRow.slice(1) : cellsByRow
  const sureBody = isFirstRow ? sure.slice(1) : sure
  const width = isRagged && isFirstRow ? usualWidth(cellsByRow) : widest
  const columns = Array.from({ length: width }, (_, column) => column)
  const titles = columnNames(header ? (names ?? cellsByRow[0] ?? []) : [], width)
  const rated = columns.map((column) => {
    const cells = body.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '')
    const count = sureBody.filter((row) => row[column] === true).length
    return {
      name: titles[column] ?? '',
      examples: cells.slice(0, MAX_EXAMPLES).map((cell) => cell.slice(0, MAX_EXAMPLE_LENGTH)),
      sources: body.length === 0 ? 0 : count / body.length,
      // Half of what is there: a column that is often left blank may still be the one.
      likely: count > 0 && count >= cells.length / 2,
      links: cells.filter((cell) => cell.includes('://')).length,
    }
  })
  const [best] = columns
    .filter((column) => rated[column]?.likely === true)
    .toSorted((a, b) => score(rated[b]) - score(rated[a]))
  return {
    columns: rated.map(({ name, examples, sources }) => ({ name, examples, sources })),
    suggested: best ?? null,
    header,
    firstRows: body
      .slice(0, MAX_EXAMPLES)
      .map((row) => columns.map((column) => (row[column] ?? '').slice(0, MAX_EXAMPLE_LENGTH))),
  }
}

/** As many columns as most rows have cells, and never fewer than there are names. */
function usualWidth([names = [], ...body]: readonly (readonly string[])[]): number {
  const groups = Map.groupBy(body, (cells) => cells.length)
    .entries()
    .toArray()
  const [usual] = groups.toSorted((a, b) => b[1].length - a[1].length || a[0] - b[0])
  return Math.max(names.length, usual?.[0] ?? 0)
}

interface Rated {
  readonly name: string
  readonly sources: number
  readonly links: number
}

const NAMED_SOURCE = /image|img|photo|picture|file|media|video|asset|source|src|handle/i
const NAMED_ELSE = /page|product|shop|site|profile|thumb/i

/** Of columns alike, the one whose name says picture; links rather than words that could be handles (a SKU may look so). */
function score(column: Rated | undefined): number {
  if (column === undefined) return 0
  const { name, sources, links } = column
  const byName = (NAMED_SOURCE.test(name) ? 0.3 : 0) - (NAMED_ELSE.test(name) ? 0.1 : 0)
  return sources + byName + (links > 0 ? 0.2 : 0)
}

/** Is the first row one of names? Not when it holds a source; surely when a source stands below a word. */
function isHeader(rows: readonly (readonly string[])[], sure: readonly (readonly boolean[])[]): boolean {
  const [first = [], ...others] = rows
  const [sureFirst = [], ...sureOthers] = sure
  if (others.length === 0 || isBlank(first) || sureFirst.includes(true)) return false
  const above = first.some(
    (cell, column) => cell.trim() !== '' && sureOthers.some((row) => row[column] === true),
  )
  if (above) return true
  const names = first.map((cell) => cell.trim())
  const areNames = names.every(
    (name) => name !== '' && name.length <= MAX_PLAIN_NAME_LENGTH && Number.isNaN(Number(name)),
  )
  return names.length > 1 && areNames && new Set(names).size === names.length
}

/** A name for every column, each its own: its title, else its letter. */
function columnNames(titles: readonly string[], width: number): readonly string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, column) => {
    const title = (titles[column] ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, MAX_NAME_LENGTH - 8)
    // As a key this one would be no key.
    const wanted = title === '' || title === '__proto__' ? letters(column) : title
    let name = wanted
    for (let again = 2; taken.has(name); again += 1) name = `${wanted} (${again})`
    taken.add(name)
    return name
  })
}

/** A, B, … Z, AA as in a sheet. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}
