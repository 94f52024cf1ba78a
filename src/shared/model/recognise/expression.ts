/** `=HYPERLINK("…"` or `=IMAGE("…"` whose first argument is one whole literal. */
const LITERAL_LINK = /^=\s*(?:_xlfn\.)?(?:HYPERLINK|IMAGE)\s*\(\s*"((?:[^"]|"")*)"\s*[,;)]/i
/** The formula of a spreadsheet: a name and its bracket, a quoted text, or a cell behind the sign. */
const EXPRESSION = /^=\s*(?:[+-]?\s*[A-Za-z_][\w.]*\s*\(|"|\$?[A-Za-z]{1,3}\$?\d+\b)/

/** Is the text the formula of a spreadsheet, and not what it results in? */
export const isExpression = (text: string): boolean => text.startsWith('=') && EXPRESSION.test(text)

/** The link that a formula names by one whole literal; null where it is put together from parts. */
export function literalLink(formula: string): string | null {
  const literal = LITERAL_LINK.exec(formula)?.[1]?.replaceAll('""', '"').trim()
  return literal === undefined || literal === '' ? null : literal
}
