import { expect, test } from 'vitest'
import { formatRoundedDuration, formatTimeLeft, formatRate } from './format-time.ts'

// Would catch: "60 s", "1 min 60 s", or a unit that does not fit the number.
test.each([
  [920, '0.9 s'],
  [2_000, '2 s'],
  [9_949, '9.9 s'],
  [59_600, '1 min'],
  [59_400, '59 s'],
  [200_000, '3 min 20 s'],
  [3_599_600, '1 h'],
  [7_500_000, '2 h 5 min'],
])('%d ms are written as %s', (ms, words) => {
  expect(formatRoundedDuration(ms)).toBe(words)
})

// Would catch: "0 s left", or two guesses in different units.
test.each([
  [[40_000, 50_000], '40-50 s'],
  [[720_000, 900_000], '12-15 min'],
  [[100, 300], '1 s'],
  [[50_000, 119_000], '1-2 min'],
  [[7_200_000, 7_300_000], '2 h'],
] as const)('the time left between %j ms is written as %s', (guesses, words) => {
  expect(formatTimeLeft(guesses)).toBe(words)
})

test('a rate has a decimal only under ten', () => {
  expect([0.42, 3, 9.96, 41.2].map(formatRate)).toEqual(['0.4', '3', '10', '41'])
})
