/** What a time is read against. */
export interface When {
  /** Unix ms. */
  readonly now: number
  /** Minutes that UTC is ahead of here, as `Date.getTimezoneOffset` tells; by the computer's own clock unless given. */
  readonly timeZoneOffset?: number
}

const MINUTE = 60_000
const UNITS = { s: 1000, m: MINUTE, h: 60 * MINUTE, d: 1440 * MINUTE, w: 10_080 * MINUTE } as const
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const RELATIVE = /^(\d{1,6})([smhdw])$/
const ISO =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[t ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?)?$/
const CLOCK = /^(?:(today|yesterday|[a-z]{3,9}) )?(\d{1,2}):(\d{2})$/
const DAY = /^(\d{1,2})[ .-]+([a-z]{3,9})(?:[ .-]+(\d{4}))?$/

/** No job is of before 1970 or after this, and a year of more than four digits could not be written. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** A moment as written: `7d`, `today`, `2026-11-01`, `12 Mar`, `Mon 14:03`. Null when it is none. Unix ms. */
export function parseMoment(text: string, when: When): number | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ')
  const moment = relative(words, when) ?? iso(words, when) ?? clock(words, when) ?? namedDay(words, when)
  return moment === null || Number.isNaN(moment) ? null : Math.min(Math.max(moment, 0), LAST)
}

function relative(words: string, { now }: When): number | null {
  const [, amount, unit] = RELATIVE.exec(words) ?? []
  return unit === undefined ? null : now - Number(amount) * UNITS[unit as keyof typeof UNITS]
}

function iso(words: string, when: When): number | null {
  const found = ISO.exec(words)
  if (found === null) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)))
  const ms = Number((found[7] ?? '').padEnd(3, '0'))
  if (!isDay(year, month, day) || !isTime(hour, minute, second, ms)) return Number.NaN
  const zone = found[8]
  const at = { ...when, ...(zone === undefined ? {} : { timeZoneOffset: parseOffset(zone) }) }
  return local(at, year, month, day, hour, minute, second) + ms
}

function parseOffset(zone: string): number {
  if (zone === 'z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone.startsWith('-') ? minutes : -minutes
}

function clock(words: string, when: When): number | null {
  const found = CLOCK.exec(words)
  if (found === null) return null
  const midnight = found[1] === undefined ? dayBefore(when, 0) : namedDay(found[1], when)
  const [hour, minute] = [Number(found[2]), Number(found[3])]
  if (midnight === null || !isTime(hour, minute)) return null
  const { year, month, day } = toLocalDate(midnight, when)
  return local(when, year, month, day, hour, minute)
}

/** The midnight a day's name begins with; the latest such day that is not to come. */
function namedDay(words: string, when: When): number | null {
  if (words === 'today') return dayBefore(when, 0)
  if (words === 'yesterday') return dayBefore(when, 1)
  const weekday = WEEKDAYS.indexOf(words.slice(0, 3))
  if (weekday !== -1 && isName(words, WEEKDAYS_WHOLE)) {
    return dayBefore(when, (toLocalDate(when.now, when).weekday - weekday + 7) % 7)
  }
  const [, day, name = '', year] = DAY.exec(words) ?? []
  const month = MONTHS.indexOf(name.slice(0, 3)) + 1
  if (month === 0 || !isName(name, MONTHS_WHOLE)) return null
  const thisYear = toLocalDate(when.now, when).year
  // Up to eight years lie between two 29ths of February.
  const years = year === undefined ? Array.from({ length: 9 }, (_, ago) => thisYear - ago) : [Number(year)]
  const moments = years
    .filter((each) => isDay(each, month, Number(day)))
    .map((each) => local(when, each, month, Number(day)))
  return moments.find((moment) => year !== undefined || moment <= when.now) ?? null
}

const MONTHS_WHOLE = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const WEEKDAYS_WHOLE = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

const isName = (word: string, names: readonly string[]): boolean =>
  word.length >= 3 && names.some((name) => name.startsWith(word))

function dayBefore(when: When, days: number): number {
  const { year, month, day } = toLocalDate(when.now, when)
  return local(when, year, month, day - days)
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** 24:00, as of ISO 8601, is the end of a day: nothing is later. */
const isTime = (hour: number, minute: number, second = 0, ms = 0): boolean =>
  (hour < 24 && minute < 60 && second < 60) || (hour === 24 && minute + second + ms === 0)

function local(
  { timeZoneOffset }: When,
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): number {
  return timeZoneOffset === undefined
    ? new Date(year, month - 1, day, hour, minute, second).getTime()
    : Date.UTC(year, month - 1, day, hour, minute, second) + timeZoneOffset * MINUTE
}

interface LocalDate {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly weekday: number
}

function toLocalDate(moment: number, { timeZoneOffset }: When): LocalDate {
  const offset = timeZoneOffset ?? new Date(moment).getTimezoneOffset()
  const date = new Date(moment - offset * MINUTE)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  }
}
