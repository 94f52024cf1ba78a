import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIdGenerator } from './ids.ts'

// Would catch: ids out of order when the clock stands still or is set back, which would tear pages and the engine's feed.
test('every id sorts after the one before, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 2, maxLength: 50 }), (times) => {
      let index = 0
      const next = createIdGenerator({ now: () => times[index++] ?? 0 })
      const made = times.map(() => next())
      expect(made).toEqual(made.toSorted())
      expect(new Set(made).size).toBe(made.length)
    }),
  )
})

// Would catch: a counter that wraps within one millisecond.
test('10,000 ids of one millisecond are ordered and well-formed', () => {
  const next = createIdGenerator({ now: () => 1_700_000_000_000 })
  const made = Array.from({ length: 10_000 }, next)
  expect(made).toEqual(made.toSorted())
  expect(new Set(made).size).toBe(10_000)
  // Random bytes are drawn for many at once, and each serves once.
  expect(new Set(made.map((id) => id.slice(19))).size).toBe(10_000)
  for (const id of made)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

// Would catch: a time that is not the clock's, so that ids of two machines or two starts do not sort.
test('the first 48 bits are the time', () => {
  const id = createIdGenerator({ now: () => 0x0123456789ab })()
  expect(id.startsWith('01234567-89ab-7')).toBe(true)
})
