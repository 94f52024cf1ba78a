import { expect, test } from 'vitest'
import { FOUND_INPUTS } from './fuzz/found-inputs.ts'
import { fuzz } from './fuzz/fuzz.ts'
import { createReaders, type FuzzedReader } from './fuzz/readers.ts'

/** `npm run test:heavy` gives each 10,000. */
const INPUTS = 100
const SEED = 20_261_129

// Would catch: an answer, a list or a file that makes a reader throw, hang, or take the memory of the app.
test.each(Object.keys(createReaders()))('spoiled %s are read within bounds', async (reader) => {
  const { inputs, problems } = await fuzz({ reader, seed: SEED, count: INPUTS })
  expect(problems).toEqual([])
  expect(inputs).toBe(INPUTS)
})

// Would catch: an input that was found once, and is not read again.
test('what was found before is read', async () => {
  const readers: Readonly<Record<string, FuzzedReader>> = createReaders()
  for (const { reader, bytes } of FOUND_INPUTS)
    await expect(Promise.resolve(readers[reader]?.read(Buffer.from(bytes, 'base64')))).resolves.toBeDefined()
  expect(Object.keys(readers)).toEqual(expect.arrayContaining(FOUND_INPUTS.map(({ reader }) => reader)))
})
