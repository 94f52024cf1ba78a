import { expect, test } from 'vitest'
import { ServerClock } from './server-clock.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const DAY_MS = 86_400_000

/** What the server writes as its `Date` when its clock shows `ms`. */
const toDate = (ms: number): number => Math.floor(ms / 1000) * 1000

// Would catch: a window that opens too early by our clock, or a whole second too late for ever.
test.each([-DAY_MS, -10_000, -1500, -300, 0, 700, 1500, 10_000, DAY_MS])(
  'a server %i ms ahead is known from below, and ever more exactly',
  (skew) => {
    const clock = new ServerClock()
    expect(clock.leastSkewMs).toBeNull()
    for (let at = NOW; at < NOW + 20_000; at += 137) {
      clock.note(toDate(at + 10 + skew), at, at + 20)
      expect(clock.leastSkewMs).toBeLessThanOrEqual(skew)
      expect(clock.leastSkewMs).toBeGreaterThanOrEqual(skew - 1020)
    }
    expect(clock.leastSkewMs).toBeGreaterThan(skew - 60)
  },
)

// Would catch: a clock that was set, ours or the server's, and a bound that holds on to what was before.
test('a clock that is set begins anew', () => {
  const clock = new ServerClock()
  clock.note(toDate(NOW + 5000), NOW, NOW + 20)
  clock.note(toDate(NOW + 1000 - 60_000), NOW + 1000, NOW + 1020)
  expect(clock.leastSkewMs).toBeLessThanOrEqual(-60_000)
})

// Would catch: a proxy with the clock of another century that opens or closes windows.
test('a server that is days away is not believed', () => {
  const clock = new ServerClock()
  clock.note(NOW + 30 * DAY_MS, NOW, NOW + 20)
  expect(clock.leastSkewMs).toBeNull()
})
