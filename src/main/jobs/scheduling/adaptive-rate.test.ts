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
    readonly limit: number | ((elapsedMs: number) => number)
    /** Whether the request is refused besides, with a pause of a second; by its number, from 1. */
    readonly isRefused?: (number: number) => boolean
    readonly windowMs: number
    readonly headers: boolean
    readonly latencyMs: number
    readonly perSecond?: number
  },
) {
  const clock = new FakeClock(1_800_000_000_300)
  const { windowMs, headers, latencyMs, perSecond = null, isRefused = () => false } = service
  const limiter = new RequestLimiter(
    () => ({ concurrency: 32, perSecond }),
    new MonotonicClock(clock),
    seeded(3),
  )
  const counts = { good: 0, refused: 0, early: 0 }
  let sent = 0
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
      sent += 1
      const limit = typeof service.limit === 'number' ? service.limit : service.limit(now - begun)
      const isSingle = isRefused(sent)
      const allowed = used <= limit && !isSingle
      const remaining = Math.max(0, limit - used)
      const rate = headers ? { limit, remaining, resetAt: (window + 1) * windowMs, retryAt: null } : SILENT
      clock.after(latencyMs / 2, () => {
        if (headers && remaining === 0) closed = Math.max(closed, (Math.floor(now / windowMs) + 1) * windowMs)
        counts[allowed ? 'good' : 'refused'] += 1
        if (allowed) limiter.answered(rate)
        else limiter.refused(isSingle ? { ...SILENT, retryAt: clock.now() + 1000 } : rate, 'rate')
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

// Would catch: a refusal that says nothing of a limit and slows down everything after it.
test('a single refusal costs its pause, and then the rate from before returns', () => {
  const service = { limit: Infinity, windowMs: 1000, headers: false, latencyMs: 20 }
  const undisturbed = timeFor(4000, service)
  const took = timeFor(4000, { ...service, isRefused: (number) => number === 1000 })
  expect(took.seconds).toBeLessThanOrEqual(undisturbed.seconds + 1.3)
})

// Would catch: refusals by chance taken for a limit: 600 jobs took 148 s, where the pauses together are 36 s.
test('refusals at random cost no more than one and a half times their pauses', () => {
  const random = seeded(11)
  const service = { limit: Infinity, windowMs: 1000, headers: false, latencyMs: 20 }
  const took = timeFor(1200, { ...service, isRefused: () => random() < 0.03 })
  expect(took.refused).toBeGreaterThan(20)
  expect(took.seconds).toBeLessThanOrEqual(1.5 * took.refused)
})

// Would catch: a rate that stays where it once was, when the service takes fewer requests or more.
test.each([
  { order: [10, 2, 20], headers: false, latencyMs: 20 },
  { order: [10, 2, 20], headers: true, latencyMs: 20 },
  { order: [10, 2, 20], headers: false, latencyMs: 300 },
  { order: [20, 10, 2], headers: false, latencyMs: 100 },
  { order: [2, 20, 10], headers: false, latencyMs: 200 },
])('a capacity that changes is used to 85 %: $order a second, headers $headers, $latencyMs ms', (service) => {
  const { order, headers, latencyMs } = service
  const phaseMs = 300_000
  const limit = (elapsedMs: number): number => order[Math.min(2, Math.floor(elapsedMs / phaseMs))] ?? 0
  const requests = order.reduce((sum, perSecond) => sum + (perSecond * phaseMs) / 1000, 0)
  const took = timeFor(requests, { limit, windowMs: 1000, headers, latencyMs })
  const last = order.at(-1) ?? 0
  // What was missed is made up for at the rate of the last phase.
  const missed = (took.seconds - (3 * phaseMs) / 1000) * last
  expect(missed).toBeLessThanOrEqual(0.15 * requests)
  expect(took.refused).toBeLessThanOrEqual(0.05 * requests)
})

// Would catch: a limit of the person that the service's greater one replaces.
test('the person’s limit counts beside the service’s', () => {
  const service = { limit: 100, windowMs: 1000, headers: true, latencyMs: 10, perSecond: 20 }
  const took = timeFor(400, service)
  expect(took.seconds).toBeGreaterThanOrEqual(19.9)
  expect(took.seconds).toBeLessThanOrEqual(20.5)
})
