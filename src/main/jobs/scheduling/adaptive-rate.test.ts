import { expect, test } from 'vitest'
import type { RateHint } from '#main/filestack/client.ts'
import { RequestLimiter } from './request-limiter.ts'
import { MonotonicClock } from '#main/lib/monotonic-clock.ts'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import { seeded } from '#main/jobs/testing/engine-harness.ts'

const SILENT: RateHint = { limit: null, remaining: null, resetAt: null, retryAt: null }

/** A service that takes so many requests in each window, and how long `requests` of them take under a limiter, s. */
function timeFor(
  requests: number,
  service: {
    readonly limit: number
    readonly windowMs: number
    readonly headers: boolean
    readonly latencyMs: number
    readonly perSecond?: number
  },
) {
  const clock = new FakeClock(1_800_000_000_300)
  const { limit, windowMs, headers, latencyMs, perSecond = null } = service
  const limiter = new RequestLimiter(
    () => ({ concurrency: 32, perSecond }),
    new MonotonicClock(clock),
    seeded(3),
  )
  const counts = { good: 0, refused: 0, early: 0 }
  let window = -1
  let used = 0
  let closed = 0
  const begun = clock.now()
  let cancel = (): void => undefined
  const pump = (): void => {
    cancel()
    while (counts.good < requests) {
      const waitMs = limiter.waitMs()
      if (waitMs > 0) {
        if (waitMs !== Infinity) cancel = clock.after(waitMs, pump)
        return
      }
      send()
    }
  }
  const send = (): void => {
    const permit = limiter.acquire()
    if (!permit.tryUse()) throw new Error('shut')
    clock.after(latencyMs / 2, () => {
      const now = clock.now()
      if (now < closed) counts.early += 1
      if (Math.floor(now / windowMs) !== window) {
        window = Math.floor(now / windowMs)
        used = 0
      }
      used += 1
      const allowed = used <= limit
      const remaining = Math.max(0, limit - used)
      const rate = headers ? { limit, remaining, resetAt: (window + 1) * windowMs, retryAt: null } : SILENT
      clock.after(latencyMs / 2, () => {
        if (headers && remaining === 0) closed = Math.max(closed, (Math.floor(now / windowMs) + 1) * windowMs)
        counts[allowed ? 'good' : 'refused'] += 1
        if (allowed) limiter.answered(rate)
        else limiter.refused(rate, 'rate')
        permit.release()
        pump()
      })
    })
  }
  pump()
  while (counts.good < requests && clock.next !== null) clock.advance(clock.next - clock.now())
  return { seconds: (clock.now() - begun) / 1000, ...counts }
}

const SERVICES = [
  { limit: 10, windowMs: 1000, latencyMs: 2 },
  { limit: 10, windowMs: 1000, latencyMs: 400 },
  { limit: 100, windowMs: 1000, latencyMs: 100 },
  { limit: 600, windowMs: 60_000, latencyMs: 20 },
  { limit: 3, windowMs: 10_000, latencyMs: 20 },
]
const floorOf = (requests: number, { limit, windowMs }: (typeof SERVICES)[number]): number =>
  ((requests / limit) * windowMs) / 1000

// Would catch: time lost at the edges of the windows that the headers tell, or a request inside a closed one.
test.each(SERVICES)('under $limit requests each $windowMs ms with headers no time is lost', (service) => {
  const took = timeFor(4000, { ...service, headers: true })
  expect(took.early).toBe(0)
  expect(took.seconds).toBeLessThanOrEqual(1.01 * floorOf(4000, service))
})

// Would catch: a rate that is never found without headers: half the speed, or a refusal for every other request.
test.each(SERVICES)(
  'under $limit requests each $windowMs ms without headers the rate is found',
  (service) => {
    const took = timeFor(4000, { ...service, headers: false })
    expect(took.seconds).toBeLessThanOrEqual(1.2 * floorOf(4000, service))
    expect(took.refused).toBeLessThanOrEqual(800)
  },
)

// Would catch: a limit of the person that the service's greater one replaces.
test('the person’s limit counts beside the service’s', () => {
  const service = { limit: 100, windowMs: 1000, headers: true, latencyMs: 10, perSecond: 20 }
  const took = timeFor(400, service)
  expect(took.seconds).toBeGreaterThanOrEqual(19.9)
  expect(took.seconds).toBeLessThanOrEqual(20.5)
})
