import { MAX_LIST_ROW_LENGTH, MAX_LIST_ROW_LINES } from '#shared/model/bounds.ts'
import { CsvError, type Options } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { TOO_LONG, type Line } from './lines.ts'
import { withWholeLinks } from './links-in-cells.ts'
import { rowTooLong, type SheetRow, type SheetRows } from './sheet.ts'

/** After so many mistakes of that kind the list does not use quotes over several lines. */
const MAX_QUOTE_MISTAKES = 20

/**
 * Rows of a delimited text by csv-parse (RFC 4180): quotes, doubled quotes and line breaks within them. The library is given
 * some lines at a time, so that memory stays flat and a quote that is never closed takes its own line only, not the rest.
 */
export async function* readCsvRows(
  batches: AsyncIterable<readonly Line[]>,
  delimiter: string,
): SheetRows & AsyncGenerator<readonly SheetRow[]> {
  const table = new CsvTable(delimiter)
  for await (const lines of batches) yield* table.take(lines)
  yield* table.end()
}

/** Rows as they are read: so many that none waits long for the others, whatever the lines hold. */
type CsvSteps = Generator<readonly SheetRow[], void>
/** Lines read in one step where each needs the library: it takes up to 0.1 ms for a line. */
const LINES_PER_STEP = 50

/** The cells of one line; quotes in it are honoured, one that is never closed is a letter like others. */
function splitLine(line: string, delimiter: string): readonly string[] {
  if (!line.includes('"')) return withWholeLinks(line.split(delimiter), delimiter)
  const { rows, isQuoteOpen } = parseLines([line], delimiter)
  return isQuoteOpen ? line.split(delimiter) : (rows[0]?.cells ?? [])
}

/** The rows of the beginning of a text; the last one may be cut. */
export async function parseCsvRows(
  lines: readonly string[],
  delimiter: string,
): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const batch of readCsvRows(once(lines), delimiter)) rows.push(...batch)
  return rows
}

async function* once(lines: readonly string[]): AsyncGenerator<readonly string[]> {
  yield lines
}

class CsvTable {
  readonly #delimiter: string
  #row = 0
  #mistakes = 0
  /** Lines of a row whose quote is still open. */
  #open: string[] = []

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  *take(lines: readonly Line[]): CsvSteps {
    let some: string[] = []
    for (const line of lines) {
      if (line !== TOO_LONG) {
        some.push(line)
        continue
      }
      yield* this.#parse(some, true)
      some = []
      yield [rowTooLong((this.#row += 1))]
    }
    yield* this.#parse(some, false)
  }

  end(): CsvSteps {
    return this.#parse([], true)
  }

  *#parse(added: readonly string[], isEnd: boolean): CsvSteps {
    let lines = [...this.#open, ...added]
    this.#open = []
    while (lines.length > 0) {
      const rows: SheetRow[] = []
      if (!lines.some((line) => line.includes('"'))) {
        for (const line of lines) this.#add(splitLine(line, this.#delimiter), rows)
        lines = []
      } else if (this.#mistakes > MAX_QUOTE_MISTAKES) {
        for (const line of lines.slice(0, LINES_PER_STEP)) this.#add(splitLine(line, this.#delimiter), rows)
        lines = lines.slice(LINES_PER_STEP)
      } else lines = this.#parseSome(lines, isEnd, rows)
      if (rows.length > 0) yield rows
    }
  }

  /** Returns the lines that are to be parsed again, without those that are done. */
  #parseSome(lines: readonly string[], isEnd: boolean, into: SheetRow[]): string[] {
    const { rows } = parseLines(lines, this.#delimiter)
    let from = 0
    for (const { cells, to } of rows) {
      // A quote that closes within another cell's text did not open one.
      if (to - from > 1 && !isOneRow(lines.slice(from, to), this.#delimiter))
        return this.#giveUp(lines.slice(from), into)
      const isPlain = to - from === 1 && lines[from]?.includes('"') === false
      this.#add(isPlain ? withWholeLinks(cells, this.#delimiter) : cells, into)
      from = to
    }
    const open = lines.slice(from)
    if (open.length === 0) return []
    if (isEnd || isTooLong(open)) return this.#giveUp(open, into)
    this.#open = open
    return []
  }

  /** The first line stands alone, the others are looked at again. */
  #giveUp([first = '', ...others]: readonly string[], into: SheetRow[]): string[] {
    this.#mistakes += 1
    this.#add(splitLine(first, this.#delimiter), into)
    return others
  }

  #add(cells: readonly string[], into: SheetRow[]): void {
    into.push({ row: (this.#row += 1), cells })
  }
}

interface ParsedRow {
  readonly cells: readonly string[]
  /** How many of the lines it and those before it take. */
  readonly to: number
}

/** Whole rows at the beginning of these lines; `isQuoteOpen`: a quote is not closed in what is left. */
function parseLines(
  lines: readonly string[],
  delimiter: string,
): { readonly rows: readonly ParsedRow[]; readonly isQuoteOpen: boolean } {
  const rows: ParsedRow[] = []
  const onRecord: NonNullable<Options<string[]>['on_record']> = (cells, { lines: to }) => {
    const from = rows.at(-1)?.to ?? 0
    const isOdd = to - from === 1 && cells.some((cell) => cell.startsWith('"'))
    rows.push({ cells: isOdd ? withoutQuotes(lines[from] ?? '', cells, delimiter) : cells, to })
    return null
  }
  try {
    parse(lines.join('\n'), { ...LENIENT, delimiter, on_record: onRecord })
    return { rows, isQuoteOpen: false }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    return { rows, isQuoteOpen: true }
  }
}

const LENIENT = { relax_quotes: true, relax_column_count: true, record_delimiter: '\n' } as const

/** `"10" x 12`: the library leaves a cell as it is where text stands behind its closing quote. The text is kept, the quotes go. */
function withoutQuotes(line: string, cells: readonly string[], delimiter: string): readonly string[] {
  if (isOneRow([line], delimiter)) return cells
  return cells.map((cell) => {
    const [, quoted, rest] = /^"((?:[^"]|"")*)"(.+)$/s.exec(cell) ?? []
    return quoted === undefined || rest === undefined ? cell : quoted.replaceAll('""', '"') + rest
  })
}

/** Do these lines make one row when quotes are taken strictly? */
function isOneRow(lines: readonly string[], delimiter: string): boolean {
  if (isTooLong(lines)) return false
  try {
    return (
      parse(lines.join('\n'), { relax_column_count: true, record_delimiter: '\n', delimiter }).length === 1
    )
  } catch {
    return false
  }
}

function isTooLong(lines: readonly string[]): boolean {
  if (lines.length > MAX_LIST_ROW_LINES) return true
  let length = 0
  for (const line of lines) length += line.length + 1
  return length > MAX_LIST_ROW_LENGTH
}
