/** The beginnings of a formula, in every width that a spreadsheet takes for them. */
const FORMULA_AT_START = /^[=+\-@\t\r\n＝＋－＠]/u
/**
 * A formula further on: where another locale or program ends a cell (at `;`, `|`, a tab, a line), the rest of the text is
 * a cell of its own, quoted or not. A comma ends no cell within quotes, in no locale that reads this file at all.
 */
const FORMULA_AFTER_DELIMITER = /(?<=[;|\t\r\n]["\s]*)(?=[=+\-@＝＋－＠])/gu
/** What a program may take away before it looks at the cell. */
const FORMULA_AFTER_BLANKS = /^(?=[\s\u{feff}"]+[=+\-@＝＋－＠])/u
const NEEDS_QUOTES = /[",;|\t\r\n]|^\s|\s$/

/** One line of a CSV file (RFC 4180), with its end. Cells that look like a formula get a `'` in front. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join()}\r\n`

function csvCell(text: string): string {
  const safe = guardFormulas(text)
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The text with a `'` before everything that a spreadsheet would run. */
function guardFormulas(text: string): string {
  const inside = text.replaceAll(FORMULA_AFTER_DELIMITER, "'")
  return FORMULA_AT_START.test(inside) || FORMULA_AFTER_BLANKS.test(inside) ? `'${inside}` : inside
}
