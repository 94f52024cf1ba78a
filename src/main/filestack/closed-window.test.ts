import { expect, test } from 'vitest'
import { ClosedWindow } from './closed-window.ts'
import type { RateHint } from './client.ts'

const NOW = 1_000_000
const NO_HINT: RateHint = { limit: null, remaining: null, resetAt: null, retryAt: null }

// Would catch: a request before the moment that the service named, or a wait for a window that is not spent.
test.each([
  ['Retry-After', { retryAt: NOW + 5000 }, NOW + 5000],
  ['a spent window', { remaining: 0, resetAt: NOW + 9000 }, NOW + 9000],
  ['both', { retryAt: NOW + 5000, remaining: 0, resetAt: NOW + 9000 }, NOW + 9000],
  ['a window with requests left', { retryAt: NOW + 5000, remaining: 3, resetAt: NOW + 9000 }, NOW + 5000],
])('%s closes until the time that it names', (_name, hint, until) => {
  const window = new ClosedWindow(() => 0)
  expect(window.refuse({ ...NO_HINT, ...hint }, NOW)).toBe(true)
  expect(window.until).toBe(until)
  expect([window.isClosed(until - 1), window.isClosed(until)]).toEqual([true, false])
})

// Would catch: sixteen requests refused at the same moment that close for sixteen times as long.
test('those refused together are one refusal; each next one closes for longer, until an answer is good', () => {
  const window = new ClosedWindow(() => 0.99)
  const waits: number[] = []
  let now = NOW
  for (let round = 0; round < 3; round++) {
    expect(window.refuse(NO_HINT, now)).toBe(true)
    const { until } = window
    for (let other = 0; other < 15; other++) expect(window.refuse(NO_HINT, now)).toBe(false)
    expect(window.until).toBe(until)
    waits.push(until - now)
    now = until
  }
  const [first = 0, second = 0, third = 0] = waits
  expect(second).toBeGreaterThan(first)
  expect(third).toBeGreaterThan(second)
  window.answered()
  window.refuse(NO_HINT, now)
  expect(window.until - now).toBeCloseTo(first)
})

// Would catch: a later time named by one of those refused together that is not waited for.
test('a later time counts, an earlier one does not', () => {
  const window = new ClosedWindow(() => 0)
  window.refuse({ ...NO_HINT, retryAt: NOW + 5000 }, NOW)
  window.refuse({ ...NO_HINT, retryAt: NOW + 8000 }, NOW)
  window.closeUntil(NOW + 6000)
  expect(window.until).toBe(NOW + 8000)
})
