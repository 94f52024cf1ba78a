import { expect, test } from 'vitest'
import { z } from 'zod'
import { packedSchema } from './packed-schema.ts'
import { pack } from './packed.ts'

const numbers = packedSchema(z.number(), 4)

// Would catch: entries lost or in another order between two portions.
test('portions come out as one list', () => {
  expect(numbers.parse([...pack([1, 2]), ...pack([3])])).toEqual([1, 2, 3])
  expect(numbers.parse([])).toEqual([])
})

// Would catch: something unchecked that comes in because it was packed.
test.each([[['{']], [['{"a":1}']], [pack(['1'])], [pack([1, 2, 3, 4, 5])], [[1]], ['[1]']])(
  '%j is refused',
  (input) => {
    expect(numbers.safeParse(input).success).toBe(false)
  },
)
