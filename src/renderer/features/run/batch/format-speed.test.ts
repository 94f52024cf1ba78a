import { expect, test } from 'vitest'
import { createDates } from '#shared/format/dates.ts'
import { formatGauge, formatRequestsPerJob, formatSpeed } from './format-speed.ts'

const { clock } = createDates('UTC')
const AT = Date.UTC(2026, 2, 12, 14, 3, 20)

// Would catch: a rate without its unit, “null left”, or a range in another order than the guesses.
test('a speed has its unit, and the time left is a range', () => {
  expect(formatSpeed({ perSecond: 41.2, leftMs: [720_000, 900_000] })).toBe('41/s · 12-15 min left')
  expect(formatSpeed({ perSecond: 0.42, leftMs: null })).toBe('0.4/s')
})

// Would catch: a lost network shown as a limit of the service, or a time without its seconds.
test('a gauge names what slows a run down, and until when', () => {
  expect(formatGauge({ kind: 'limited', until: AT }, clock)).toBe('limited until 14:03:20')
  expect(formatGauge({ kind: 'offline', until: AT }, clock)).toBe('no connection, trying again at 14:03:20')
  expect(formatGauge({ kind: 'atLimit' }, clock)).toBe('at the limit of the service')
})

// Would catch: “NaN requests” before the first job has finished.
test('status requests are counted for each finished job', () => {
  expect(formatRequestsPerJob(5, 0)).toBeNull()
  expect([formatRequestsPerJob(210, 100), formatRequestsPerJob(200, 100)]).toEqual(['2.1', '2'])
})
