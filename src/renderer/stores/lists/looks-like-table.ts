import { recognisePaste } from '#shared/model/recognise.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'

const SEPARATORS = ['\t', ',', ';'] as const
/** Lines that are compared with the first one. */
const SAMPLE_LINES = 20
/** A longer line is no header. */
const MAX_HEADER_CHARACTERS = 4_000

/**
 * Does a pasted text look like a table with a header? Then its first line names several columns, the lines below have as
 * many cells, and one of the cells is a source. Plain lines, or several sources in one line, are no table.
 */
export function looksLikeTable(text: string, context: RecognitionContext): boolean {
  const [header, ...below] = firstLines(text)
  if (header === undefined || below.length === 0 || header.length > MAX_HEADER_CHARACTERS) return false
  return SEPARATORS.some((separator) => {
    const names = splitCells(header, separator)
    if (names.length < 2 || names.some((name) => name.trim() === '' || hasSource(name, context))) return false
    const rows = below.map((line) => splitCells(line, separator))
    const alike = rows.filter((cells) => cells.length === names.length)
    // A cell in quotes may hold line breaks, so that its lines have another number of cells.
    return (
      alike.length * 2 >= rows.length && alike.some((cells) => cells.some((cell) => hasSource(cell, context)))
    )
  })
}

function firstLines(text: string): readonly string[] {
  return text
    .slice(0, 64_000)
    .split(/\r\n|[\n\r]/)
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE_LINES + 1)
}

/** The cells of a line; a separator in quotes is part of its cell. */
function splitCells(line: string, separator: string): readonly string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (const character of line) {
    if (character === '"') quoted = !quoted
    else if (character === separator && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += character
  }
  return [...cells, cell]
}

const hasSource = (text: string, context: RecognitionContext): boolean =>
  recognisePaste(text, context).some(({ recognition: { kind } }) => kind === 'source' || kind === 'perhaps')
