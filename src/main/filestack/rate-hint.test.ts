import { expect, test } from 'vitest'
import { readDate, readRateHint, hasRateHint, measureClockSkew } from './rate-hint.ts'
import { measureDuration, parseServerTime } from './times.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const none = { limit: null, remaining: null, resetAt: null, retryAt: null }

// Would catch: seconds read as milliseconds, a date as nothing, or our wrong clock obeyed instead of the server's.
test.each([
  [{}, 0, none],
  [
    { 'filestack-limit': '10', 'filestack-remaining': '0', 'filestack-reset': String(NOW / 1000 + 5) },
    0,
    { limit: 10, remaining: 0, resetAt: NOW + 5000, retryAt: null, windowEnd: NOW + 5000 },
  ],
  [
    { 'filestack-reset': String(NOW / 1000 + 86_405) },
    86_400_000,
    { ...none, resetAt: NOW + 5000, windowEnd: NOW + 86_405_000 },
  ],
  [{ 'filestack-reset': '30' }, 0, { ...none, resetAt: NOW + 30_000 }],
  [{ 'filestack-reset': String(NOW + 5000) }, 0, { ...none, resetAt: NOW + 5000, windowEnd: NOW + 5000 }],
  // Told waits are believed for an hour: then one request asks again.
  [{ 'retry-after': '99999999999' }, 0, { ...none, retryAt: NOW + 3_600_000 }],
  [{ 'filestack-reset': '9999999' }, 0, { ...none, resetAt: NOW + 3_600_000 }],
  [{ 'retry-after': '120' }, 86_400_000, { ...none, retryAt: NOW + 120_000 }],
  [{ 'retry-after': 'Tue, 24 Nov 2026 12:00:07 GMT' }, 0, { ...none, retryAt: NOW + 7000 }],
  [{ 'retry-after': 'Wed, 25 Nov 2026 12:00:07 GMT' }, 86_400_000, { ...none, retryAt: NOW + 7000 }],
  [{ 'retry-after': 'soon', 'filestack-limit': '', 'filestack-remaining': '-1' }, 0, none],
])('headers %j at a skew of %i ms', (headers, skew, hint) => {
  expect(readRateHint(headers, NOW, skew)).toEqual(hint)
  expect(hasRateHint(readRateHint(headers, NOW, skew))).toBe(
    Object.values(hint).some((value) => value !== null),
  )
})

// Would catch: a request's travel time taken for a wrong clock, which would delay every window by a second.
test('the skew is the server minus us, and none below two seconds', () => {
  expect(measureClockSkew(readDate({ date: 'Tue, 24 Nov 2026 12:00:00 GMT' }), NOW + 1900)).toBe(0)
  expect(measureClockSkew(readDate({ date: 'Wed, 25 Nov 2026 12:00:00 GMT' }), NOW)).toBe(86_400_000)
  expect(measureClockSkew(readDate({ date: 'Tue, 24 Nov 2026 11:00:00 GMT' }), NOW)).toBe(-3_600_000)
  expect(measureClockSkew(readDate({}), NOW)).toBeNull()
  expect(measureClockSkew(readDate({ date: 'yesterday' }), NOW)).toBeNull()
})

// Would catch: nanoseconds that the engine's parser refuses, a zone ignored, free text taken for a time.
test('times of the service become milliseconds', () => {
  expect(parseServerTime('2019-10-24T20:50:38.695634422Z')).toBe(Date.UTC(2019, 9, 24, 20, 50, 38, 695))
  expect(parseServerTime('2019-10-24T20:50:38Z')).toBe(Date.UTC(2019, 9, 24, 20, 50, 38))
  expect(parseServerTime('2019-10-24T22:50:38.5+02:00')).toBe(Date.UTC(2019, 9, 24, 20, 50, 38, 500))
  for (const odd of ['2019-13-45T99:00:00Z', '2019', 'October', '', 5, null, undefined])
    expect(parseServerTime(odd)).toBeNull()
  expect(
    measureDuration(
      parseServerTime('2019-10-24T20:59:41.345362491Z'),
      parseServerTime('2019-10-24T20:59:42.263798729Z'),
    ),
  ).toBe(918)
  expect(measureDuration(2, 1)).toBeNull()
  expect(measureDuration(null, 1)).toBeNull()
})
