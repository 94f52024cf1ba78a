import { rateSources, type SourceCertainty } from '#shared/model/recognise.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import type { ListColumn } from '#shared/model/source-list.ts'
import { countHeaderRows } from './header.ts'
import { scoreColumn } from './column-score.ts'

/** Longest name of a column: names of labels are no longer (`runs.create`). */
const MAX_NAME_LENGTH = 200
const MAX_EXAMPLES = 3
const MAX_EXAMPLE_LENGTH = 200

/** What the first rows say of the columns. */
export interface ListLook {
  readonly columns: readonly ListColumn[]
  readonly suggested: number | null
  /** Is there a row of names? */
  readonly header: boolean
  /** Rows that stand above the data, blank ones not counted: the row of names, and titles above it. */
  readonly headerRows: number
  readonly firstRows: readonly (readonly string[])[]
}

/** A row as it is looked at. */
interface LookedRow {
  readonly cells: readonly string[]
  readonly links?: Readonly<Record<number, string>>
}

interface LookOptions {
  readonly context: RecognitionContext
  /** The list is a text: a row with more cells than the row of names was cut in a wrong place. */
  readonly isRagged: boolean
}

/** `names`: the names that the list itself has (JSON); null where one of the first rows may hold them. */
export function lookAtColumns(
  rows: readonly LookedRow[],
  names: readonly string[] | null,
  { context, isRagged }: LookOptions,
): ListLook {
  const widest = Math.max(names?.length ?? 0, ...rows.map(({ cells }) => cells.length))
  const rate = ({ cells, links }: LookedRow, column: number): SourceCertainty =>
    links?.[column] === undefined ? rateSources(cells[column] ?? '', context) : 'sure'
  const rated = rows.map((row) => Array.from({ length: widest }, (_, column) => rate(row, column)))
  const cellRows = rows.map(({ cells }) => cells)
  const headerRows = names === null ? countHeaderRows(cellRows, rated) : 0
  const header = headerRows > 0 || (names !== null && names.length > 0)
  const titles = names ?? (headerRows > 0 ? (cellRows[headerRows - 1] ?? []) : [])
  const body = cellRows.slice(headerRows)
  const width = isRagged && headerRows > 0 ? titles.length : widest
  const columns = Array.from({ length: width }, (_, column) => column)
  const columnTitles = columnNames(titles, width)
  const scored = columns.map((column) => {
    const cells = body.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '')
    const certainties = rated.slice(headerRows).map((row) => row[column] ?? 'none')
    const count = certainties.filter((certainty) => certainty !== 'none').length
    const name = columnTitles[column] ?? ''
    return {
      name,
      examples: cells.slice(0, MAX_EXAMPLES).map((cell) => cell.slice(0, MAX_EXAMPLE_LENGTH)),
      sources: body.length === 0 ? 0 : count / body.length,
      score: scoreColumn({ name, cells, certainties }),
    }
  })
  const [best] = columns
    .filter((column) => scored[column]?.score !== null)
    .toSorted((a, b) => (scored[b]?.score ?? 0) - (scored[a]?.score ?? 0))
  return {
    columns: scored.map(({ name, examples, sources }) => ({ name, examples, sources })),
    suggested: best ?? null,
    header,
    headerRows,
    firstRows: body
      .slice(0, MAX_EXAMPLES)
      .map((row) => columns.map((column) => (row[column] ?? '').slice(0, MAX_EXAMPLE_LENGTH))),
  }
}

/** A name for every column, each its own: its title, else its letter. */
function columnNames(titles: readonly string[], width: number): readonly string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, column) => {
    const title = (titles[column] ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, MAX_NAME_LENGTH - 8)
    // An object takes `__proto__` for its prototype, not for a key.
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
