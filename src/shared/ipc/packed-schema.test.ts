import { expect, test } from 'vitest'
import { z } from 'zod'
import { packedSchema } from './packed-schema.ts'
import { pack } from './packed.ts'

const numbers = packedSchema(z.number(), 4)

// Would catch: entries lost or in another order between two portions.
test('portions come out as one list', async () => {
  expect(await numbers.parseAsync([...pack([1, 2]), ...pack([3])])).toEqual([1, 2, 3])
  expect(await numbers.parseAsync([])).toEqual([])
})

// Would catch: something unchecked that comes in because it was packed.
test.each([[['{']], [['{"a":1}']], [pack(['1'])], [pack([1, 2, 3, 4, 5])], [[1]], ['[1]']])(
  '%j is refused',
  async (input) => {
    expect((await numbers.safeParseAsync(input)).success).toBe(false)
  },
)

// Would catch: 100,000 sources that are checked in one piece, while main answers nothing.
test('a long list is checked in turns', async () => {
  const text = z.string().refine(() => true)
  const entries = Array.from({ length: 1000 }, (_, at) => `source ${at}`)
  const portions = Array.from({ length: 100 }, () => JSON.stringify(entries))
  let turns = 0
  const count = setInterval(() => (turns += 1))
  const read = await packedSchema(text, 100_000).parseAsync(portions)
  clearInterval(count)
  expect(read).toHaveLength(100_000)
  expect(turns).toBeGreaterThan(0)
})
