import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  appendPostings,
  BLOCK_ROWS,
  countMembers,
  decodePostings,
  encodePostings,
  readNumber,
} from './postings.ts'

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

// Would catch: a job with two numbers that counts twice, or a list that is read from the wrong byte on.
test('the members of a block that a list has are counted once each', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ place: fc.nat(40), number }), { maxLength: 60 }),
      fc.uniqueArray(fc.nat(40)),
      (entries, members) => {
        const sorted = entries.toSorted((a, b) => a.place - b.place)
        const list = encodePostings(
          sorted.map(({ place }) => place),
          sorted.map((entry) => entry.number),
        )
        const places = new Uint8Array(BLOCK_ROWS)
        for (const member of members) places[member] = 1
        const expected = new Set(entries.map(({ place }) => place).filter((place) => members.includes(place)))
        expect(countMembers(list, places)).toBe(expected.size)
      },
    ),
  )
  expect(countMembers(new Uint8Array(), new Uint8Array(BLOCK_ROWS))).toBe(0)
})

// Would catch: entries that are lost, moved or rounded where a list grows, which is how nearly all are written.
test('a list that grows is the list that would be written at once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ place: fc.nat(BLOCK_ROWS - 1), number }), { minLength: 2, maxLength: 40 }),
      fc.nat(40),
      (entries, cut) => {
        const sorted = entries.toSorted((a, b) => a.place - b.place)
        const at = 1 + (cut % (sorted.length - 1))
        const encode = (part: typeof sorted) =>
          [part.map(({ place }) => place), part.map((entry) => entry.number)] as const
        const grown = appendPostings(
          encodePostings(...encode(sorted.slice(0, at))),
          ...encode(sorted.slice(at)),
        )
        const whole = encodePostings(...encode(sorted))
        if (grown === null) return
        const read = (list: Uint8Array) => {
          const postings = decodePostings(list)
          return Array.from(postings.places, (place, index) => [place, readNumber(postings, index)])
        }
        expect(read(grown)).toEqual(read(whole))
      },
    ),
  )
  const first = encodePostings([1, 3], [60, 254])
  expect(appendPostings(first, [2], [1])).toBeNull()
  expect(appendPostings(first, [4], [1.5])).toBeNull()
  expect(appendPostings(first, [4], [null])).not.toBeNull()
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
