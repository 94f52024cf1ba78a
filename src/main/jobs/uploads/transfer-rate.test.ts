import { expect, test } from 'vitest'
import { TransferRate } from './transfer-rate.ts'

// Would catch: a rate of the whole upload instead of the last seconds, one that a standstill does not lower, a guess.
test('the rate is that of the last seconds, and unknown until they tell something', () => {
  const rate = new TransferRate()
  expect(rate.perSecond(0)).toBeNull()
  rate.add(1000, 0)
  expect(rate.perSecond(300)).toBeNull()
  for (let at = 100; at <= 4000; at += 100) rate.add(100, at)
  expect(rate.perSecond(4000)).toBeCloseTo(1250, 0)
  for (let at = 4100; at <= 20_000; at += 100) rate.add(1000, at)
  expect(rate.perSecond(20_000)).toBeCloseTo(10_000, 0)
  expect(rate.perSecond(22_500)).toBeCloseTo(5000, -3)
  expect(rate.perSecond(40_000)).toBeLessThan(200)
  rate.reset()
  expect(rate.perSecond(40_000)).toBeNull()
})
