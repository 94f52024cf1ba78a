import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { BLOCK_ROWS, decodePostings, encodePostings, readNumber } from './postings.ts'

const number = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 300 }),
  fc.constantFrom(-1, -0, 254, 255, 63.27, 1e300, Number.MAX_SAFE_INTEGER, Infinity, -Infinity),
  fc.double({ noNaN: true }),
)

// Would catch: a confidence that is rounded, a 255 taken for none, a list that cannot be read where it lies in memory.
test('a list comes back exactly as it was written, wherever it lies', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ place: fc.nat(BLOCK_ROWS - 1), number }), { maxLength: 50 }),
      fc.nat(9),
      (entries, offset) => {
        const sorted = entries.toSorted((a, b) => a.place - b.place)
        const places = sorted.map(({ place }) => place)
        const list = encodePostings(
          places,
          sorted.map((entry) => entry.number),
        )
        const moved = new Uint8Array(list.length + offset)
        moved.set(list, offset)
        const read = decodePostings(moved.subarray(offset))
        expect(Array.from(read.places)).toEqual(places)
        expect(places.map((_, at) => readNumber(read, at))).toEqual(
          sorted.map((entry) => entry.number ?? Number.NaN),
        )
      },
    ),
  )
})

// Would catch: a damaged list that throws for what it is not, where the file's own check would say it is damaged.
test.each([[[]], [[9]], [[1, 2, 3, 1]], [[1, 2, 2]], [[0, 0, 0, 0, 0, 0, 0, 0, 0, 2]]])(
  'the bytes %s are read as what fits in them',
  (bytes) => {
    const { places, numbers } = decodePostings(Uint8Array.from(bytes))
    expect(places.length).toBeLessThanOrEqual(bytes.length)
    expect(numbers?.length ?? places.length).toBe(places.length)
  },
)
