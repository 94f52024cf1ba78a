import { parseCsvRows } from './csv.ts'
import { withoutLinkSteps } from './links-in-cells.ts'

/** What may stand between two cells. Of several that fit equally well, the first is taken. */
const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

const MAX_LOOKED_ROWS = 50
/** Where fewer rows have the same number of cells, the character is no delimiter: it just occurs in the text. */
const MIN_ALIKE = 0.5

/** Between two links of one cell. */
const LINK_JOINT = /(https?:\/\/[^\s|;",]*)[|;](?=\s*https?:\/\/)/gi

/**
 * The delimiter under which the beginning of a text makes the most equal rows, quotes honoured; null when none makes
 * columns of it.
 */
export async function detectDelimiter(lines: readonly string[]): Promise<Delimiter | null> {
  const plain = lines.map(withoutLinkSteps)
  const rated = await Promise.all(
    DELIMITERS.map(async (delimiter) => ({ delimiter, ...(await measureConsistency(plain, delimiter)) })),
  )
  const [best] = rated.toSorted((a, b) => b.alike - a.alike || b.usual - a.usual)
  return best === undefined || best.alike < MIN_ALIKE ? null : best.delimiter
}

/** The usual number of cells, and the share of rows that have it. */
async function measureConsistency(lines: readonly string[], delimiter: Delimiter) {
  const looked = delimiter === '|' || delimiter === ';' ? withoutJoints(lines) : lines
  const rows = await parseCsvRows(looked, delimiter)
  const widths = rows
    .flatMap((row) =>
      'cells' in row && (row.cells.length > 1 || row.cells[0]?.trim() !== '') ? [row.cells.length] : [],
    )
    .slice(0, MAX_LOOKED_ROWS)
  const usual = mostFrequent(widths.filter((width) => width > 1))
  const alike = usual === 0 ? 0 : widths.filter((width) => width === usual).length / widths.length
  return { usual, alike }
}

const withoutJoints = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (/https?:/i.test(line) ? line.replaceAll(LINK_JOINT, '$1 ') : line))

function mostFrequent(numbers: readonly number[]): number {
  const groups = Map.groupBy(numbers, (number) => number)
    .entries()
    .toArray()
  const [best] = groups.toSorted((a, b) => b[1].length - a[1].length || b[0] - a[0])
  return best?.[0] ?? 0
}
