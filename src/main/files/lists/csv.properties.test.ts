import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { openTable } from './table.ts'

/** Cells as they are read back: a line break is a line break, whatever system wrote it. */
const plain = (text: string): string => text.replaceAll(/\r\n|\r/g, '\n')

const letters = fc.constantFrom(
  ...Array.from('aZ9 ,;|\t"\'=/:.-_äß€日\n'),
  '\r\n',
  '""',
  'https://a.example/',
)
const cell = fc.array(letters, { maxLength: 12 }).map((parts) => parts.join(''))
const table = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 8 }))
  .chain(([width, height]) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  )

async function readBack(path: string, delimiter: string): Promise<readonly (readonly string[])[]> {
  const { rows } = openTable({ kind: 'file', path }, { kind: 'csv', delimiter, skip: 0 })
  const all: (readonly string[])[] = []
  for await (const batch of rows) for (const row of batch) if ('cells' in row) all.push(row.cells.map(plain))
  return all
}

// Would catch: a cell that is cut, joined with its neighbour or read in another encoding than it was written in.
test('what csv-stringify writes is read back cell for cell', async () => {
  const path = join(createScratchFolder(onTestFinished), 'a.csv')
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('utf8', 'utf8 with a mark', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'),
      fc.boolean(),
      async (rows, delimiter, lineBreak, encoding, areAllQuoted) => {
        const text = stringify(rows, {
          delimiter,
          record_delimiter: lineBreak,
          quoted: areAllQuoted,
          // A lone quote within an unquoted cell is read as csv-parse does; a careful writer quotes it.
          quoted_match: /["\r\n,;|\t]/,
        })
        const addBOM = encoding !== 'utf8'
        writeFileSync(
          path,
          iconv.encode(text, encoding === 'utf8 with a mark' ? 'utf8' : encoding, { addBOM }),
        )
        expect(await readBack(path, delimiter)).toEqual(rows.map((row) => row.map(plain)))
      },
    ),
    { numRuns: 300 },
  )
})
