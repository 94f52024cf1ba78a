import type { Line } from './lines.ts'
import { TOO_LONG } from './lines.ts'
import { MAX_ROW_LENGTH, rowTooLong, type SheetRow, type SheetRows } from './sheet.ts'

/** What may stand between two cells. */
const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** A cell in quotes may go over so many lines; past that the quote was a mistake. */
const MOST_LINES = 1000
/** After so many mistakes of that kind the list does not use quotes over several lines. */
const MOST_MISTAKES = 20

/**
 * Rows of a CSV (RFC 4180): quotes, doubled quotes and line ends within them. A quote that is never closed takes its own
 * line only; what stands after a closing quote is kept.
 */
export async function* csvRows(
  batches: AsyncIterable<readonly Line[]>,
  delimiter: Delimiter,
): SheetRows & AsyncGenerator<readonly SheetRow[]> {
  const table = createTable(delimiter)
  for await (const lines of batches) {
    const rows = lines.flatMap(table.take)
    if (rows.length > 0) yield rows
  }
  const rest = table.end()
  if (rest.length > 0) yield rest
}

function createTable(delimiter: Delimiter) {
  let row = 0
  let mistakes = 0
  /** Lines of a row whose quote is still open. */
  let open: string[] = []
  let length = 0

  const rowOf = (cells: readonly string[]): SheetRow => ({ row: (row += 1), cells })
  const take = (line: Line): readonly SheetRow[] => {
    if (line === TOO_LONG) return [...end(), rowTooLong((row += 1))]
    if (open.length === 0 && !line.includes('"')) return [rowOf(line.split(delimiter))]
    open.push(line)
    length += line.length + 1
    if (open.length > 1 && !line.includes('"') && open.length <= MOST_LINES && length <= MAX_ROW_LENGTH)
      return []
    const { cells, closed } = cellsOf(open.join('\n'), delimiter)
    if (closed) return [rowOf(emptied(cells))]
    return open.length > MOST_LINES || length > MAX_ROW_LENGTH || mistakes > MOST_MISTAKES ? giveUp() : []
  }
  const emptied = <T>(value: T): T => {
    open = []
    length = 0
    return value
  }
  /** The first line stands alone, the others are looked at again. */
  const giveUp = (): readonly SheetRow[] => {
    const [first, ...others] = emptied(open)
    if (first === undefined) return []
    mistakes += 1
    const alone = rowOf(cellsOf(first, delimiter).cells)
    return [alone, ...others.flatMap(take)]
  }
  const end = (): readonly SheetRow[] => {
    const rows: SheetRow[] = []
    while (open.length > 0) rows.push(...giveUp())
    return rows
  }
  return { take, end }
}

/** Cells of one row; not closed: its last cell begins with a quote that does not end. */
function cellsOf(
  text: string,
  delimiter: Delimiter,
): { readonly cells: readonly string[]; readonly closed: boolean } {
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at)
      cells.push(text.slice(at, end === -1 ? text.length : end))
      if (end === -1) return { cells, closed: true }
      at = end + 1
      continue
    }
    let value = ''
    let from = at + 1
    let quote = text.indexOf('"', from)
    while (quote !== -1 && text[quote + 1] === '"') {
      value += text.slice(from, quote + 1)
      from = quote + 2
      quote = text.indexOf('"', from)
    }
    if (quote === -1) return { cells: [...cells, text.slice(at)], closed: false }
    const end = text.indexOf(delimiter, quote)
    cells.push(value + text.slice(from, quote) + text.slice(quote + 1, end === -1 ? text.length : end))
    if (end === -1) return { cells, closed: true }
    at = end + 1
  }
}

/** One task of a CDN URL: the commas between its options are its own. */
const CDN_TASK = /\/\w+=\w+:[^/"\s]*/g

/** The delimiter that cuts these first lines into the most equal rows; null when none cuts them at all. */
export function delimiterOf(lines: readonly string[]): Delimiter | null {
  const looked = lines
    .map((line) => line.replaceAll(CDN_TASK, ''))
    .filter((line) => line.trim() !== '')
    .slice(0, 50)
  const rated = DELIMITERS.map((delimiter) => {
    const counts = looked.map((line) => cellsOf(line, delimiter).cells.length)
    const usual = mostFrequent(counts.filter((count) => count > 1))
    const alike = counts.filter((count) => count === usual).length
    return { delimiter, usual, alike: usual === 0 ? 0 : alike / looked.length }
  })
  const [best] = rated.toSorted((a, b) => b.alike - a.alike || b.usual - a.usual)
  return best === undefined || best.alike < 0.5 ? null : best.delimiter
}

function mostFrequent(numbers: readonly number[]): number {
  const groups = Map.groupBy(numbers, (number) => number)
    .entries()
    .toArray()
  const [best] = groups.toSorted((a, b) => b[1].length - a[1].length || b[0] - a[0])
  return best?.[0] ?? 0
}
