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

/** A plain number is no formula, whatever its sign. */
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/

/** The text of a cell that may be a number of its own: a minus sign stays as it is. */
export const guardCell = (text: string): string => (PLAIN_NUMBER.test(text) ? text : guardFormulas(text))

/** One line of a CSV file (RFC 4180), with its end. Cells that look like a formula get a `'` in front. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join()}\r\n`

const csvCell = (text: string): string => quoteCell(guardFormulas(text))

/** A cell in quotes where a reader would take it for something else. */
export const quoteCell = (text: string): string =>
  NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** The text with a `'` before everything that a spreadsheet would run. */
function guardFormulas(text: string): string {
  const inside = text.replaceAll(FORMULA_AFTER_DELIMITER, "'")
  return FORMULA_AT_START.test(inside) || FORMULA_AFTER_BLANKS.test(inside) ? `'${inside}` : inside
}
