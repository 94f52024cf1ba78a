/** Writes times of one time zone. */
export interface Dates {
  /** For a row, seen at `now`: "14:03" today, "Mon 14:03" in the last six days, "12 Mar" this year, "12 Mar 2023". */
  readonly row: (ms: number, now: number) => string
  /** Whole: "Mon 12 Mar 2026, 14:03:20". */
  readonly full: (ms: number) => string
  /** "14:03:20". */
  readonly clock: (ms: number) => string
}

/**
 * Dates in a time zone (an IANA name; this computer's when left out). Made once and kept: the formatter behind it is
 * slow to make. All times are Unix ms.
 */
export function createDates(timeZone?: string): Dates {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...(timeZone === undefined ? {} : { timeZone }),
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  const read = (ms: number): Parts => {
    const parts: Record<string, string> = {}
    for (const { type, value } of format.formatToParts(ms)) parts[type] = value
    const named = (name: string): string => parts[name] ?? ''
    return {
      weekday: named('weekday'),
      day: named('day'),
      month: named('month').slice(0, 3),
      year: named('year'),
      time: `${named('hour')}:${named('minute')}`,
      second: named('second'),
    }
  }
  return {
    row: (ms, now) => (isTime(ms) && isTime(now) ? rowDate(read(ms), read(now), now - ms) : ''),
    full: (ms) => (isTime(ms) ? fullDate(read(ms)) : ''),
    clock: (ms) => (isTime(ms) ? clockTime(read(ms)) : ''),
  }
}

interface Parts {
  readonly weekday: string
  readonly day: string
  readonly month: string
  readonly year: string
  readonly time: string
  readonly second: string
}

const DAY = 24 * 3_600_000

function rowDate(then: Parts, now: Parts, age: number): string {
  if (then.day === now.day && then.month === now.month && then.year === now.year) return then.time
  // Under six days old its weekday is another one than today's, whatever the clock change between.
  if (age > 0 && age < 6 * DAY) return `${then.weekday} ${then.time}`
  return then.year === now.year ? `${then.day} ${then.month}` : `${then.day} ${then.month} ${then.year}`
}

function fullDate(parts: Parts): string {
  const { weekday, day, month, year } = parts
  return `${weekday} ${day} ${month} ${year}, ${clockTime(parts)}`
}

const clockTime = ({ time, second }: Parts): string => `${time}:${second}`

/** Within what a date can be. */
function isTime(ms: number): boolean {
  return Math.abs(ms) <= 8.64e15
}
