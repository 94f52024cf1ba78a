import { recognisePaste } from '#shared/model/recognise.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import type { ListColumn } from '#shared/model/source-list.ts'
import { isBlank } from './sheet.ts'

/** Longest name of a column: names of labels are no longer (`runs.create`). */
const LONGEST_NAME = 200
const EXAMPLES = 3
const LONGEST_EXAMPLE = 200
/** A longer cell is no source. */
const LONGEST_SOURCE = 16_384

/** What the first rows say of the columns. */
export interface Looked {
  readonly columns: readonly ListColumn[]
  readonly suggested: number | null
  readonly header: boolean
}

/** `names`: those that the list itself has (NDJSON); else the first row may be their row. */
export function lookAtColumns(
  rows: readonly (readonly string[])[],
  names: readonly string[] | null,
  context: RecognitionContext,
): Looked {
  const width = Math.max(names?.length ?? 0, ...rows.map((cells) => cells.length))
  const columns = Array.from({ length: width }, (_, column) => column)
  const isSource = (cell: string): boolean => isSurelySource(cell, context)
  const sure = rows.map((cells) => columns.map((column) => isSource(cells[column] ?? '')))
  const header = names !== null ? names.length > 0 : isHeader(rows, sure)
  const body = header && names === null ? rows.slice(1) : rows
  const sureBody = header && names === null ? sure.slice(1) : sure
  const titles = columnNames(header ? (names ?? rows[0] ?? []) : [], width)
  const rated = columns.map((column) => {
    const cells = body.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '')
    const count = sureBody.filter((row) => row[column] === true).length
    return {
      name: titles[column] ?? '',
      examples: cells.slice(0, EXAMPLES).map((cell) => cell.slice(0, LONGEST_EXAMPLE)),
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
  }
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

function isSurelySource(cell: string, context: RecognitionContext): boolean {
  if (cell.trim() === '' || cell.length > LONGEST_SOURCE) return false
  const items = recognisePaste(cell, context)
  return items.length === 1 && items[0]?.recognition.kind === 'source'
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
  const areNames = names.every((name) => name !== '' && name.length <= 60 && Number.isNaN(Number(name)))
  return names.length > 1 && areNames && new Set(names).size === names.length
}

/** A name for every column, each its own: its title, else its letter. */
function columnNames(titles: readonly string[], width: number): readonly string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, column) => {
    const title = (titles[column] ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, LONGEST_NAME - 8)
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
