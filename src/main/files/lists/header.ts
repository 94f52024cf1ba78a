import type { SourceCertainty } from '#shared/model/recognise.ts'
import { isBlank } from './sheet.ts'

/** Longest name of a column that is taken for one when it is not surely so. */
const MAX_PLAIN_NAME_LENGTH = 60
/** A title, a date and a remark may stand above the names; more rows are no titles. */
const MAX_TITLE_ROWS = 5
/** A single word that is the name of a column rather than the title of a sheet. */
const COLUMN_WORD = /url|link|image|img|photo|picture|file|source|src|handle/i

type Cells = readonly string[]
type Certainties = readonly SourceCertainty[]

/** How many of the first rows stand above the data: the row of names with the titles above it; 0 where there are no names. */
export function countHeaderRows(rows: readonly Cells[], rated: readonly Certainties[]): number {
  const titles = countTitleRows(rows, rated)
  if (titles > 0) return titles + 1
  return isHeader(rows, rated) ? 1 : 0
}

/** Rows of one cell each above a row of names; the names stand above sources. */
function countTitleRows(rows: readonly Cells[], rated: readonly Certainties[]): number {
  let titles = 0
  while (titles < MAX_TITLE_ROWS && isTitle(rows[titles], rated[titles])) titles += 1
  const names = rows[titles]
  if (titles === 0 || names === undefined || holdsSource(rated[titles])) return 0
  const filled = names.map((name) => name.trim()).filter((name) => name !== '')
  if (filled.length < 2 || !arePlainNames(filled)) return 0
  return isAboveSource(names, rated.slice(titles + 1)) ? titles : 0
}

function isTitle(cells: Cells = [], certainties: Certainties = []): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  return filled.length === 1 && !isColumnWord(filled[0]?.trim() ?? '') && !holdsSource(certainties)
}

const isColumnWord = (title: string): boolean =>
  title.length <= MAX_PLAIN_NAME_LENGTH && !/\s/.test(title) && COLUMN_WORD.test(title)

/** Is the first row one of names? Not when it holds a source; surely when a source stands below a word. */
function isHeader(rows: readonly Cells[], rated: readonly Certainties[]): boolean {
  const [first = []] = rows
  if (rows.length < 2 || isBlank(first) || holdsSource(rated[0])) return false
  if (isAboveSource(first, rated.slice(1))) return true
  const names = first.map((cell) => cell.trim())
  return names.length > 1 && names.every((name) => name !== '') && arePlainNames(names)
}

const holdsSource = (certainties: Certainties = []): boolean =>
  certainties.some((certainty) => certainty !== 'none')

const isAboveSource = (names: Cells, below: readonly Certainties[]): boolean =>
  names.some((name, column) => name.trim() !== '' && below.some((row) => (row[column] ?? 'none') !== 'none'))

const arePlainNames = (names: readonly string[]): boolean =>
  new Set(names).size === names.length &&
  names.every((name) => name.length <= MAX_PLAIN_NAME_LENGTH && Number.isNaN(Number(name)))
