import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

// Would catch: a cell that becomes a formula where another character ends a cell, or in another width.
test.each([
  ['=1', "'=1"],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  [' =1', "' =1"],
  ['\u{feff}=1', "'\u{feff}=1"],
  ['a;=1', '"a;\'=1"'],
  ['a; =1', '"a; \'=1"'],
  ['a;"=1', '"a;""\'=1"'],
  ['a|+1', '"a|\'+1"'],
  ['a\t@b', '"a\t\'@b"'],
  ['a\n-1', '"a\n\'-1"'],
  ['a\r\n＝1', '"a\r\n\'＝1"'],
  ['a;b', '"a;b"'],
  ['a - b = c', 'a - b = c'],
  ['red-1@example.com', 'red-1@example.com'],
])('the cell %j is written as %j', (text, written) => {
  expect(csvLine([text])).toBe(`${written}\r\n`)
})

/** Cells as a careless reader takes them: quotes mean nothing, each delimiter ends a cell. */
const careless = (line: string, delimiter: string): readonly string[] =>
  line.split(/\r\n|\n|\r/).flatMap((row) => row.split(delimiter))

// Would catch: any text that some locale's spreadsheet would run, found by trying.
test.each([';', '\t', '|'])('no cell is a formula where “%s” ends a cell', (delimiter) => {
  const piece = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '＝',
    ';',
    '|',
    '\t',
    '\n',
    '\r',
    '"',
    "'",
    ' ',
    'a',
    '1',
    ',',
  )
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (cells) => {
      for (const cell of careless(csvLine(cells), delimiter))
        expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/u)
    }),
    { numRuns: 2000 },
  )
})
