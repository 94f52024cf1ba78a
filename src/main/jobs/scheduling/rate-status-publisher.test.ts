import { expect, test } from 'vitest'
import type { RateStatus } from '#shared/model/run.ts'
import { RateStatusPublisher } from './rate-status-publisher.ts'

const PACE: RateStatus = {
  connectionId: 'c',
  closedUntil: null,
  because: null,
  inFlight: 0,
  allowed: 8,
  perSecond: 3,
}

/** Timers that ring when the test says so. */
function handClock() {
  const timers = new Set<() => void>()
  return {
    timers,
    now: () => 0,
    after(_ms: number, callback: () => void) {
      timers.add(callback)
      return () => timers.delete(callback)
    },
  }
}

// Would catch: a command that has its results and does not end for ten seconds, since the gauge still falls to zero.
test('one that is closed leaves no timer and tells nothing more', () => {
  const told: RateStatus[] = []
  const clock = handClock()
  let pace = PACE
  const teller = new RateStatusPublisher(
    () => pace,
    (now) => told.push(now),
    clock,
  )
  teller.touch()
  expect(clock.timers.size).toBe(1)
  teller.close()
  expect(clock.timers.size).toBe(0)
  pace = { ...PACE, perSecond: 1 }
  teller.touch()
  expect(told).toEqual([PACE])
  expect(clock.timers.size).toBe(0)
})
