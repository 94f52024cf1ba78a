/** The characters that begin a formula, also in the full width of East Asian text, which a spreadsheet accepts. */
const FORMULA_AT_START = /^[=+\-@\t\r\n＝＋－＠]/u
/**
 * A formula inside a text: where another locale or program ends a cell (at `;`, `|`, a tab, a line), the rest of the text is
 * a cell of its own, quoted or not. A comma within quotes ends no cell in any locale that can read this file.
 */
const FORMULA_AFTER_DELIMITER = /(?<=[;|\t\r\n]["\s]*)(?=[=+\-@＝＋－＠])/gu
/** Characters that a program may remove before it reads the cell. */
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
