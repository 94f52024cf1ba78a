/** A cell as the sheet's XML has it. */
export interface Cell {
  readonly type: string
  readonly style: number
  value: string
  formula: string
}

/** What of its workbook a cell needs. */
export interface CellContext {
  /** Texts that cells share, by their index. */
  readonly texts: readonly string[]
  /** Whether a cell's style shows a date or a time. */
  readonly isDate: (style: number) => boolean
  /** Days are counted from 1904 (an old setting of the Mac). */
  readonly from1904: boolean
}

const LINK_FORMULA = /^\s*HYPERLINK\(\s*"((?:[^"]|"")*)"/i
const DAY_MS = 86_400_000
/** Excel's day 0; it counts from 1904 where the book says so. */
const [DAY_0, DAY_0_OF_1904] = [Date.UTC(1899, 11, 30), Date.UTC(1904, 0, 1)]

/** A cell as a person reads it; of a link made by a formula its target. */
export function cellText({ type, style, value, formula }: Cell, book: CellContext): string {
  const target = formula === '' ? undefined : LINK_FORMULA.exec(formula)?.[1]
  if (target !== undefined) return target.replaceAll('""', '"')
  if (type === 's') return book.texts[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'true' : 'false'
  if (type !== '' && type !== 'n') return type === 'd' ? value : unescapedControls(value)
  if (value === '' || Number.isNaN(Number(value))) return value
  return book.isDate(style) ? dateText(Number(value), book.from1904) : numberText(value)
}

/** Excel counts 15 digits; more are the noise of its arithmetic. */
const numberText = (value: string): string =>
  /^-?\d{1,15}$/.test(value) ? value : String(Number(Number(value).toPrecision(15)))

/** "2026-11-24", with the time where there is one; a time alone for what has no day. */
function dateText(days: number, from1904: boolean): string {
  const seconds = Math.round((days * DAY_MS) / 1000)
  const date = new Date((from1904 ? DAY_0_OF_1904 : DAY_0) + seconds * 1000)
  if (Number.isNaN(date.getTime())) return String(days)
  const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T')
  if (days > 0 && days < 1) return time
  return time === '00:00:00' ? day : `${day} ${time}`
}

/** Excel writes characters that XML cannot hold as `_x000D_`. */
export const unescapedControls = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
