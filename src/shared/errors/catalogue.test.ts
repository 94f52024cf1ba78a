import { expect, test } from 'vitest'
import { CATALOGUE } from './entries/index.ts'

// Would catch: a sentence that blames Filestack for what the Sandbox on this computer answered.
test('no sentence of an error names Filestack: it may be about the Sandbox', () => {
  const named = Object.entries(CATALOGUE).filter(([, { message, advice }]) =>
    (message + advice).includes('Filestack'),
  )
  expect(named).toEqual([])
})
