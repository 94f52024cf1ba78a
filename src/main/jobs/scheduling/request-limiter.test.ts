import { expect, test } from 'vitest'
import type { RateHint } from '#main/filestack/client.ts'
import { RequestLimiter, type Permit } from './request-limiter.ts'
import { MonotonicClock } from '#main/lib/monotonic-clock.ts'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'

const SILENT: RateHint = { limit: null, remaining: null, resetAt: null, retryAt: null }

function createLimiter(concurrency = 32, perSecond: number | null = null) {
  const clock = new FakeClock(0)
  return {
    clock,
    limiter: new RequestLimiter(
      () => ({ concurrency, perSecond }),
      new MonotonicClock(clock),
      () => 0.5,
    ),
  }
}

/** Takes as many permits as there are without waiting, and leaves with each. */
function acquireAll(limiter: RequestLimiter): readonly Permit[] {
  const permits: Permit[] = []
  while (limiter.waitMs() === 0) {
    const permit = limiter.acquire()
    if (!permit.tryUse()) throw new Error('shut')
    permits.push(permit)
  }
  return permits
}

// Would catch: more requests at once than allowed, or a permit given back twice that lets one more through.
test('never more in flight than allowed', () => {
  const { limiter } = createLimiter(3)
  const permits = acquireAll(limiter)
  expect(permits).toHaveLength(3)
  expect(limiter.waitMs()).toBe(Infinity)
  permits[0]?.release()
  permits[0]?.release()
  expect(acquireAll(limiter)).toHaveLength(1)
})

// Would catch: concurrency that never grows, grows past its limit, or is not cut by a refusal.
test('concurrency grows with good answers and is halved once by those refused together', () => {
  const { limiter, clock } = createLimiter(32)
  for (let answers = 0; answers < 2000; answers++) limiter.answered(undefined)
  const many = acquireAll(limiter)
  expect(many).toHaveLength(32)
  for (const permit of many) {
    limiter.refused(SILENT, 'network')
    permit.release()
  }
  expect(acquireAll(limiter)).toHaveLength(0)
  clock.advance(60_000)
  expect(acquireAll(limiter)).toHaveLength(16)
})

// Would catch: a request before the moment the service named.
test.each([
  ['Retry-After', { ...SILENT, retryAt: 5000 }],
  ['the rate headers', { limit: 10, remaining: 0, resetAt: 5000, retryAt: null }],
  ['both', { limit: 10, remaining: 0, resetAt: 2000, retryAt: 5000 }],
])('a refusal closes until %s allows it again', (_, hint) => {
  const { limiter, clock } = createLimiter()
  limiter.acquire().release()
  limiter.refused(hint, 'rate')
  expect(limiter.waitMs()).toBe(5000)
  clock.advance(4999)
  expect(acquireAll(limiter)).toHaveLength(0)
  clock.advance(1)
  expect(acquireAll(limiter).length).toBeGreaterThan(0)
})

// Would catch: the request too many that a window of ten would refuse.
test('the remaining requests of a window are counted, and the next window is waited for', () => {
  const { limiter, clock } = createLimiter()
  const [first, ...others] = acquireAll(limiter)
  expect(others).toHaveLength(7)
  // Ten a second: this one was the first that the service counted.
  limiter.answered({ limit: 10, remaining: 9, resetAt: 1000, retryAt: null })
  first?.release()
  for (const permit of others) permit.release()
  expect(acquireAll(limiter)).toHaveLength(2)
  expect(limiter.waitMs()).toBe(1000)
  clock.advance(1000)
  expect(limiter.waitMs()).toBe(0)
})

// Would catch: a permit taken in time but used after the window was shut by another answer.
test('a permit does not let a request leave into a window that was shut meanwhile', () => {
  const { limiter } = createLimiter()
  const early = limiter.acquire()
  limiter.acquire().release()
  limiter.refused({ ...SILENT, retryAt: 3000 }, 'rate')
  expect(early.tryUse()).toBe(false)
})

// Would catch: a window that is spent and whose next one nobody tells of, standing still for ever.
test('after a spent window one request goes to ask', () => {
  const { limiter, clock } = createLimiter()
  const permit = limiter.acquire()
  permit.tryUse()
  limiter.answered({ limit: 1, remaining: 0, resetAt: 1000, retryAt: null })
  permit.release()
  clock.advance(1000)
  const next = acquireAll(limiter)
  expect(next).toHaveLength(1)
  expect(limiter.waitMs()).toBe(Infinity)
  next[0]?.release()
  expect(limiter.waitMs()).toBe(0)
})

// Would catch: a rate limit of the person that only limits how many are in flight.
test('a rate limit spaces the requests', () => {
  const { limiter, clock } = createLimiter(32, 10)
  let left = 0
  for (let ms = 0; ms < 1000; ms++) {
    for (const permit of acquireAll(limiter)) {
      left += 1
      permit.release()
    }
    clock.advance(1)
  }
  expect(left).toBe(10)
})
