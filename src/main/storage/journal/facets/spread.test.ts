import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { measureSpread } from './spread.ts'

const numbers = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 200 }),
  fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 50 }),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 50 }),
  fc.array(fc.constantFrom(0, -1, 7.25, 99.5, 1e6), { minLength: 1, maxLength: 9 }),
)

// Would catch: numbers that fall out of the bars at either end, edges that do not rise, too many bars, or an endless loop.
test('every number stands in one bar, whatever the numbers are', () => {
  fc.assert(
    fc.property(numbers, fc.boolean(), (given, isConfidence) => {
      const spread = measureSpread(Float64Array.from(given), isConfidence)
      if (spread === null) throw new Error('there are numbers')
      const { edges, bars, least, most } = spread
      expect(bars.reduce((sum, bar) => sum + bar, 0)).toBe(given.length)
      expect(edges.length).toBe(bars.length + 1)
      expect(bars.length).toBeGreaterThan(0)
      expect(bars.length).toBeLessThanOrEqual(26)
      for (const [at, edge] of edges.entries())
        if (at > 0) expect(edge).toBeGreaterThan(edges[at - 1] ?? Infinity)
      expect(edges[0]).toBeLessThanOrEqual(least)
      expect(edges.at(-1)).toBeGreaterThan(most)
    }),
    { numRuns: 500 },
  )
})

test('confidences stand in steps of five, and times of very different size in steps that grow', () => {
  const sure = measureSpread(
    Float64Array.from({ length: 101 }, (_, at) => at),
    true,
  )
  expect(sure?.edges.slice(0, 3)).toEqual([0, 5, 10])
  const times = measureSpread(Float64Array.of(10, 120, 90_000), false)
  expect(times?.edges.slice(0, 4)).toEqual([10, 16, 25, 40])
})
