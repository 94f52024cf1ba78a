/** A spreadsheet would run such a cell as a formula. */
const FORMULA = /^[=+\-@\t\r]/
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

/** One line of a CSV file (RFC 4180), with its end. Cells that look like a formula get a `'` in front. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join()}\r\n`

function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
