import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatBytes } from './bytes.ts'
import { formatCount, formatCounted, formatPercent } from './count.ts'
import { createDates } from './dates.ts'
import { formatDuration, formatOffset } from './duration.ts'
import { shortenEnd, shortenId, shortenMiddle } from './shorten.ts'

// Would catch: units of 1,024, "1000 kB" at a border, decimals that a size of this order does not have.
test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1400, '1.4 kB'],
  [9_949, '9.9 kB'],
  [9_950, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [1_400_000, '1.4 MB'],
  [24_000_000, '24 MB'],
  [104_857_600, '105 MB'],
  [2_147_483_648, '2.1 GB'],
  [5e15, '5,000 TB'],
])('%d bytes are written %s', (bytes, written) => {
  expect(formatBytes(bytes)).toBe(written)
})

// Would catch: "60.0 s", "59 min 60 s" or "10 h 0 min" at the borders between units.
test.each([
  [-5, '0.00 s'],
  [0, '0.00 s'],
  [920, '0.92 s'],
  [2040, '2.04 s'],
  [9_994, '9.99 s'],
  [9_996, '10.0 s'],
  [41_300, '41.3 s'],
  [59_949, '59.9 s'],
  [59_951, '1 min'],
  [60_000, '1 min'],
  [447_000, '7 min 27 s'],
  [3_599_400, '59 min 59 s'],
  [3_599_600, '1 h'],
  [18_720_000, '5 h 12 min'],
  [35_999_999, '10 h'],
  [111_600_000, '31 h'],
  [172_800_000, '48 h'],
  [345_600_000, '4 days'],
])('%d ms are written %s', (ms, written) => {
  expect(formatDuration(ms)).toBe(written)
})

// Would catch: places in a video over an hour that lose their hours.
test.each([
  [0, '00:00'],
  [141_407, '02:21'],
  [3_741_000, '1:02:21'],
])('the place %d ms is written %s', (ms, written) => {
  expect(formatOffset(ms)).toBe(written)
})

describe('dates', () => {
  const at = (text: string): number => Date.parse(text)
  const utc = createDates('UTC')
  const now = at('2026-11-24T15:00:00Z')

  // Would catch: a weekday that could be today's, a year left out, a future date told as a weekday of the past.
  test.each([
    ['2026-11-24T14:03:20Z', '14:03'],
    ['2026-11-24T00:00:00Z', '00:00'],
    ['2026-11-24T23:59:00Z', '23:59'],
    ['2026-11-23T14:03:00Z', 'Mon 14:03'],
    ['2026-11-18T15:00:01Z', 'Wed 15:00'],
    ['2026-11-18T15:00:00Z', '18 Nov'],
    ['2026-03-12T14:03:00Z', '12 Mar'],
    ['2026-09-01T14:03:00Z', '1 Sep'],
    ['2023-03-12T14:03:00Z', '12 Mar 2023'],
    ['2026-11-26T14:03:00Z', '26 Nov'],
    ['2027-01-02T14:03:00Z', '2 Jan 2027'],
  ])('%s is seen as %s', (then, written) => {
    expect(utc.row(at(then), now)).toBe(written)
  })

  // Would catch: the zone's offset of today used for a day before the clock change.
  test('a time before the clock change is written as the wall clock showed it', () => {
    const berlin = createDates('Europe/Berlin')
    const after = at('2026-10-26T12:00:00Z')
    expect(berlin.row(at('2026-10-24T12:00:00Z'), after)).toBe('Sat 14:00')
    expect(berlin.row(at('2026-10-25T12:00:00Z'), after)).toBe('Sun 13:00')
  })

  // Would catch: "today" counted in UTC where the person's day has already begun.
  test('midnight is that of the zone', () => {
    const tokyo = createDates('Asia/Tokyo')
    expect(tokyo.row(at('2026-11-23T16:00:00Z'), now)).toBe('Tue 01:00')
    expect(tokyo.row(at('2026-11-24T15:00:00Z'), at('2026-11-24T16:00:00Z'))).toBe('00:00')
  })

  // Would catch: a whole date without its seconds, or in the order of another country.
  test('a date in full', () => {
    expect(utc.full(at('2026-03-12T14:03:20Z'))).toBe('Thu 12 Mar 2026, 14:03:20')
  })

  // Would catch: a broken stored time that takes the whole row down.
  test('what is no time is written as nothing', () => {
    expect(utc.row(Number.NaN, now)).toBe('')
    expect(utc.full(9e15)).toBe('')
  })
})

// Would catch: counts without separators, "1 files".
test('counts', () => {
  expect(formatCount(3120)).toBe('3,120')
  expect(formatCounted(1, 'file', 'files')).toBe('1 file')
  expect(formatCounted(3120, 'file', 'files')).toBe('3,120 files')
  expect(formatPercent(91.6)).toBe('92 %')
})

// Would catch: a short name cut for nothing, ids that cannot be told apart by their ends.
test('an id is shortened to its ends', () => {
  expect(shortenId('67d273c3-249c-4192-b228-9c3e1d003963')).toBe('67d2…3963')
  expect(shortenId('moderation')).toBe('moderation')
})

// Would catch: a source whose file name, the part that tells it from others, is cut away.
test('a source keeps its beginning and the longer end', () => {
  expect(shortenMiddle('https://example.com/photos/2026/harbour-at-dawn.jpg', 30)).toBe(
    'https://exa…arbour-at-dawn.jpg',
  )
  expect(shortenMiddle('short', 30)).toBe('short')
  expect(shortenEnd('a red shoe on a white table', 12)).toBe('a red shoe…')
})

// Would catch: half an emoji on screen, or a text longer than there is room for.
test('no cut text is too long or holds half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat({ max: 40 }), (text, most) => {
      for (const cut of [shortenMiddle(text, most), shortenEnd(text, most)]) {
        expect(cut.length).toBeLessThanOrEqual(Math.max(1, most))
        expect(cut.isWellFormed()).toBe(true)
      }
    }),
  )
})
