import { expect, test } from 'vitest'
import { MonotonicClock } from './monotonic-clock.ts'
import { FakeClock } from './testing/fake-clock.ts'

const DAY = 86_400_000

// Would catch: a wait, a length or a day's count that follows the hands of a clock somebody has set.
test.each([DAY, -DAY, 90_000, -3_600_000])('a clock set by %i ms goes on evenly', (jump) => {
  const clock = new FakeClock(1_000_000)
  const monotonic = new MonotonicClock(clock)
  clock.advance(500)
  expect(monotonic.now()).toBe(1_000_500)
  clock.set(jump)
  expect(monotonic.now()).toBe(1_000_500)
  clock.advance(700)
  expect(monotonic.now()).toBe(1_001_200)
  expect(monotonic.toWallMs(1_006_200)).toBe(clock.now() + 5000)
})

// Would catch: a clock that is slowly put right by the network taken for one that was set.
test('small corrections are followed', () => {
  const clock = new FakeClock(0)
  const monotonic = new MonotonicClock(clock)
  for (let hour = 0; hour < 100; hour++) {
    clock.advance(3_600_000)
    clock.set(300)
    expect(monotonic.now()).toBe(clock.now())
  }
})

// Would catch: eight hours of sleep that never happened for the waits, or time going back after one.
test('after a sleep the time slept has passed; a clock set back stays even', () => {
  const clock = new FakeClock(0)
  const monotonic = new MonotonicClock(clock)
  clock.set(-DAY)
  monotonic.suspend()
  clock.set(8 * 3_600_000)
  monotonic.resume()
  expect(monotonic.now()).toBe(8 * 3_600_000)
  monotonic.suspend()
  clock.set(-DAY)
  monotonic.resume()
  expect(monotonic.now()).toBe(8 * 3_600_000)
})
