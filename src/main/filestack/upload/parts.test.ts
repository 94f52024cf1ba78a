import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { choosePartSize, listParts } from './parts.ts'

const MIB = 1024 * 1024

// Would catch: more than 10,000 parts, a part under 5 MiB, a byte between two parts or in both.
test('the parts of a file of any size up to 5 TiB hold each byte once', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 1, max: 200 * MIB }), fc.integer({ min: 1, max: 5 * MIB * MIB })),
      (size) => {
        const partSize = choosePartSize(size)
        let end = 0
        let count = 0
        for (const part of listParts(size, partSize)) {
          if (part.number !== ++count || part.start !== end) return false
          end += part.size
          if (end < size && part.size !== partSize) return false
        }
        return end === size && count <= 10_000 && partSize >= 6 * MIB
      },
    ),
    { numRuns: 60 },
  )
})

// Would catch: parts larger than need be, which cost memory and more bytes with every loss.
test.each([
  [1, 6],
  [60_000 * MIB, 6],
  [60_000 * MIB + 1, 7],
  [5 * MIB * MIB, 525],
])('%i bytes go in parts of %i MiB', (size, mib) => {
  expect(choosePartSize(size)).toBe(mib * MIB)
})
