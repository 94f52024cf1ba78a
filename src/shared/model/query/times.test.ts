import { expect, onTestFinished, test, vi } from 'vitest'
import { parseMoment } from './times.ts'

/** Tuesday, 24 November 2026, 12:00 UTC, seen from a place two hours ahead. */
const NOW = Date.UTC(2026, 10, 24, 12)
const when = { now: NOW, timeZoneOffset: -120 }
const DAY = 86_400_000
/** Midnight there. */
const local = (year: number, month: number, day: number, hour = 0, minute = 0): number =>
  Date.UTC(year, month - 1, day, hour - 2, minute)

// Would catch: a time in the wrong zone, year or unit; a day that does not exist taken for another.
test.each([
  ['7d', NOW - 7 * DAY],
  ['90m', NOW - 90 * 60_000],
  ['2w', NOW - 14 * DAY],
  ['today', local(2026, 11, 24)],
  ['Yesterday', local(2026, 11, 23)],
  ['2026-11-01', local(2026, 11, 1)],
  ['2026-11', local(2026, 11, 1)],
  ['2026-11-01T14:03', local(2026, 11, 1, 14, 3)],
  ['2026-11-01 14:03', local(2026, 11, 1, 14, 3)],
  ['2026-11-01T14:03:05.25Z', Date.UTC(2026, 10, 1, 14, 3, 5, 250)],
  ['2026-11-01T14:03+05:30', Date.UTC(2026, 10, 1, 8, 33)],
  ['12 Mar', local(2026, 3, 12)],
  ['12 december', local(2025, 12, 12)],
  ['12-Mar-2024', local(2024, 3, 12)],
  ['29 Feb 2024', local(2024, 2, 29)],
  ['mon', local(2026, 11, 23)],
  ['Mon 14:03', local(2026, 11, 23, 14, 3)],
  ['tuesday', local(2026, 11, 24)],
  ['09:30', local(2026, 11, 24, 9, 30)],
  ['24:00', local(2026, 11, 25)],
  ['2026-11-01T24:00:00.000', local(2026, 11, 2)],
  ['29 feb', local(2024, 2, 29)],
  ['999999w', 0],
])('%s', (text, at) => {
  expect(parseMoment(text, when)).toBe(at)
})

// Would catch: a slip of the keys taken for another day, another hour or a zone that nobody has.
test.each([
  '7x',
  '2026-13-01',
  '2026-02-30',
  '30 feb',
  '29 feb 2026',
  '12 Marx',
  'monkey',
  '25:00',
  '24:30',
  '1:60',
  '2026-11-01T24:01',
  '2026-11-01T24:00:00.5',
  '2026-11-01T14:03+25:00',
  '2026-11-01T14:03+05:99',
  'soon',
])('%s is no time', (text) => {
  expect(parseMoment(text, when)).toBeNull()
})

// Would catch: the 29th of February of a leap year to come taken for the 1st of March before it.
test('a day that is yet to come this year is one of a year that had it', () => {
  const at = (now: number) => parseMoment('29 Feb', { now, timeZoneOffset: 0 })
  expect(at(Date.UTC(2028, 0, 5))).toBe(Date.UTC(2024, 1, 29))
  expect(at(Date.UTC(2104, 0, 5))).toBe(Date.UTC(2096, 1, 29))
})

// Would catch: a day as 24 hours where the clocks were changed within it.
test('days begin at midnight by the clock of the computer', () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  onTestFinished(() => void vi.unstubAllEnvs())
  const at = (text: string) => parseMoment(text, { now: Date.UTC(2026, 2, 29, 20) })
  expect(at('today')).toBe(Date.UTC(2026, 2, 28, 23))
  expect(at('today 09:00')).toBe(Date.UTC(2026, 2, 29, 7))
  expect(at('24:00')).toBe(Date.UTC(2026, 2, 29, 22))
  expect(at('yesterday')).toBe(Date.UTC(2026, 2, 27, 23))
})
