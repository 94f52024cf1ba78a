import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from './system-clock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

// Would catch: a wait of a month that is over at once, since a timer of Node overflows.
test('a wait longer than a timer can hold lasts as long as it should, and can be cancelled', () => {
  const DAY_MS = 86_400_000
  const ring = vi.fn()
  systemClock.after(40 * DAY_MS, ring)
  const cancelled = vi.fn()
  const cancel = systemClock.after(40 * DAY_MS, cancelled)
  vi.advanceTimersByTime(39 * DAY_MS)
  expect(ring).not.toHaveBeenCalled()
  cancel()
  vi.advanceTimersByTime(DAY_MS)
  expect(ring).toHaveBeenCalledOnce()
  expect(cancelled).not.toHaveBeenCalled()
})
