import { expect, test } from 'vitest'
import type { RateStatus } from '#shared/model/run.ts'
import { RateStatusPublisher } from './rate-status-publisher.ts'

const STATUS: RateStatus = {
  connectionId: 'c',
  closedUntil: null,
  because: null,
  inFlight: 0,
  allowed: 8,
  perSecond: 3,
}

/** Timers that ring when the test says so. */
function manualClock() {
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
test('a closed publisher leaves no timer and publishes nothing more', () => {
  const published: RateStatus[] = []
  const clock = manualClock()
  let status = STATUS
  const publisher = new RateStatusPublisher(
    () => status,
    (now) => published.push(now),
    clock,
  )
  publisher.request()
  expect(clock.timers.size).toBe(1)
  publisher.close()
  expect(clock.timers.size).toBe(0)
  status = { ...STATUS, perSecond: 1 }
  publisher.request()
  expect(published).toEqual([STATUS])
  expect(clock.timers.size).toBe(0)
})
