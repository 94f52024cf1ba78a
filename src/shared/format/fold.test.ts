import { expect, test } from 'vitest'
import { foldText } from './fold.ts'

// Case 15 of docs/reported-inputs.md. Would catch: a file from a Mac that is not found by its name as it is typed.
test.each([
  ['Mu\u0308ller.png', 'müller.png'],
  ['MÜLLER.PNG', 'mu\u0308ller.png'],
  ['STRASSE', 'Straße'],
  ['ΟΔΟΣ', 'οδος'],
  ['Привет', 'ПРИВЕТ'],
  ['a\0b', 'A\u{fffd}B'],
  ['\ud800', '\udfff'],
])('%j is found as %j', (one, other) => {
  expect(foldText(one)).toBe(foldText(other))
})
