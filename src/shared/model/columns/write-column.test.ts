import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnKey, columnSchema, COLUMN_FIELDS, LISTED_FACTS, type JobColumn } from './column.ts'
import { KNOWN_COLUMNS } from './known-columns.ts'
import { CAPTION_PATH } from './known-paths.ts'
import { readColumn, splitColumns, writeColumn } from './write-column.ts'

const name = fc.string({ minLength: 1, maxLength: 20 })
const anyColumn: fc.Arbitrary<JobColumn> = fc.oneof(
  fc.constantFrom(...COLUMN_FIELDS).map((field) => ({ kind: 'field', field }) as const),
  name.map((label) => ({ kind: 'label', name: label }) as const),
  name.map((tag) => ({ kind: 'fact', fact: 'tag', name: tag }) as const),
  fc.constantFrom('sfw', 'infected').map((flag) => ({ kind: 'fact', fact: 'flag', name: flag }) as const),
  fc.constantFrom(...LISTED_FACTS).map((fact) => ({ kind: 'fact', fact }) as const),
  fc
    .record({ shows: fc.constantFrom('joined', 'count', 'best'), atLeast: fc.integer({ min: 0, max: 100 }) })
    .map(({ shows, atLeast }) => ({ kind: 'fact', fact: 'tags', shows, atLeast }) as const),
  fc
    .constantFrom('$.a', "$['a, b']", '$.results.*[?@.x == "1, 2"].y', CAPTION_PATH)
    .map((path) => ({ kind: 'path', path }) as const),
)

// Would catch: a name with a comma, a quote or a bracket that becomes two columns or another one.
test('what is written is read as the same columns', () => {
  fc.assert(
    fc.property(fc.array(anyColumn, { minLength: 1, maxLength: 5 }), (columns) => {
      const written = columns.map(writeColumn).join(',')
      expect(splitColumns(written).map(readColumn)).toEqual(columns)
    }),
    { numRuns: 2000 },
  )
})

// Would catch: a column of the menu that a script cannot name.
test('each column of the menu is read by its title, in any case', () => {
  for (const column of KNOWN_COLUMNS) {
    expect(columnSchema.parse(column)).toEqual(column)
    expect(readColumn(writeColumn(column).toUpperCase().replace(/^\$.*/s, writeColumn(column)))).toEqual(
      column,
    )
  }
})

// Would catch: a name of a file that was right before it was called otherwise on screen, a typing error that is taken for a column.
test.each([
  ['took', 'field duration'],
  ['duration', 'field duration'],
  [' Job id ', 'field jobId'],
  ['tags', 'field tags'],
  ['labels >= 60', 'fact tags joined 60'],
  ['number of labels', 'fact tags count 0'],
  ['sfw', 'fact flag sfw'],
  ['safe', 'fact flag sfw'],
  ['caption', `path ${CAPTION_PATH}`],
  ['label:My, column', 'label My, column'],
  ['label:"a"', 'label a'],
  ['TAG:weapon', 'fact tag weapon'],
  ['weapon', null],
  ['labels>=101', null],
  ['state>=5', null],
  ['label:', null],
  ['$.a[', null],
  ['', null],
])('“%s” is %s', (written, key) => {
  const column = readColumn(written)
  expect(column === null ? null : columnKey(column)).toBe(key)
})
