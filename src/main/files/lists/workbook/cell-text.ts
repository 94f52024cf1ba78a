import { SSF, type CellObject } from '@e965/xlsx'
import { literalLink } from '#shared/model/recognise/expression.ts'

/** What a cell of a workbook says, and where a link attached to it leads. */
export interface CellText {
  readonly text: string
  readonly link: string | null
}

/** Excel counts 15 digits; more are the noise of its arithmetic. */
const EXCEL_DIGITS = 15
const WEB_LINK = /^https?:\/\//i
const MAKES_LINK = /\b(?:HYPERLINK|IMAGE)\s*\(|"https?:/i
/** Hours, minutes or seconds in brackets: a length of time, which no date can say. */
const ELAPSED = /\[(?:h+|m+|s+)\]/i

/**
 * A cell as a person reads it, whatever the language of the computer that wrote it: a date as `2025-04-14`, a code with the
 * zeros that its format gives it. An amount is its plain number: its sign of currency and its commas are decoration that
 * would only be in the way of a search. Of a formula the result that the workbook keeps counts, never the formula itself.
 */
export function readCell(cell: CellObject, is1904: boolean): CellText {
  const text = toCellText(cell, is1904)
  const formula = cell.f ?? ''
  const target = cell.l?.Target
  const attached = target !== undefined && WEB_LINK.test(target) ? target : null
  const link = formula === '' ? attached : (literalLink(`=${formula}`) ?? attached)
  if (text === '' && link !== null) return { text: link, link: null }
  // A link that is put together and whose result was not kept: the expression itself, which is told as no source.
  if (text === '' && MAKES_LINK.test(formula)) return { text: `=${formula}`, link: null }
  return { text, link: link === text ? null : link }
}

function toCellText(cell: CellObject, is1904: boolean): string {
  switch (cell.t) {
    case 's':
      return String(cell.v ?? '')
    case 'b':
      return cell.v === true ? 'true' : 'false'
    case 'n':
      return typeof cell.v === 'number' ? numberText(cell.v, cell, is1904) : String(cell.v ?? '')
    case 'd':
      return cell.v instanceof Date ? cell.v.toISOString().slice(0, 10) : String(cell.v ?? '')
    case 'e':
      return cell.w ?? ''
    case 'z':
      return ''
    default:
      return cell.t satisfies never
  }
}

function numberText(value: number, { z, w }: CellObject, is1904: boolean): string {
  const format = typeof z === 'string' ? z : ''
  if (format !== '' && SSF.is_date(format))
    return ELAPSED.test(format) ? (w ?? plainNumber(value)) : dateText(value, is1904)
  return w !== undefined && isCode(format, w) ? w : plainNumber(value)
}

/** Does the format make a code of the number: zeros in front, and nothing that belongs to an amount? */
function isCode(format: string, shown: string): boolean {
  if (format === '') return /^0\d+$/.test(shown)
  const [section = ''] = format.replaceAll(/\[[^\]]*\]/g, '').split(';')
  const pattern = section.replaceAll(/"[^"]*"|\\./g, '')
  const [whole = ''] = pattern.split('.')
  return whole.includes('00') && !/[#,%?]|E[+-]/i.test(pattern)
}

const plainNumber = (value: number): string =>
  Number.isSafeInteger(value) && Math.abs(value) < 10 ** EXCEL_DIGITS
    ? String(value)
    : String(Number(value.toPrecision(EXCEL_DIGITS)))

/** "2026-11-24", with the time where there is one; a time alone for what has no day. */
function dateText(days: number, is1904: boolean): string {
  const date: unknown = SSF.parse_date_code(days, { date1904: is1904 })
  if (!isDateParts(date)) return plainNumber(days)
  const time = [date.H, date.M, Math.floor(date.S)].map(twoDigits).join(':')
  if (days > 0 && days < 1) return time
  const day = `${String(date.y).padStart(4, '0')}-${twoDigits(date.m)}-${twoDigits(date.d)}`
  return time === '00:00:00' ? day : `${day} ${time}`
}

interface DateParts {
  readonly y: number
  readonly m: number
  readonly d: number
  readonly H: number
  readonly M: number
  readonly S: number
}

const isDateParts = (value: unknown): value is DateParts =>
  typeof value === 'object' && value !== null && 'y' in value

const twoDigits = (number: number): string => String(number).padStart(2, '0')
