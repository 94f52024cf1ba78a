import { expect, test } from 'vitest'
import {
  columnKey,
  columnLayoutSchema,
  columnSchema,
  columnSortSchema,
  COLUMN_FIELDS,
  DEFAULT_COLUMNS,
  describeColumn,
  isFoldable,
  MAX_COLUMNS,
  moveColumn,
  nextSort,
  resizeColumn,
  toggleColumn,
  togglePinned,
  type JobColumn,
} from './index.ts'

const source: JobColumn = { kind: 'field', field: 'source' }
const kept: JobColumn = { kind: 'field', field: 'kept' }
const tags: JobColumn = { kind: 'fact', fact: 'tags', shows: 'joined', atLeast: 60 }
const all: readonly JobColumn[] = [
  ...COLUMN_FIELDS.map((field) => ({ kind: 'field', field }) as const),
  { kind: 'label', name: 'source' },
  { kind: 'path', path: '$.source' },
  tags,
  { ...tags, shows: 'count' },
  { ...tags, atLeast: 0 },
  { kind: 'fact', fact: 'tag', name: 'sfw' },
  { kind: 'fact', fact: 'flag', name: 'sfw' },
  { kind: 'fact', fact: 'tasks' },
  { kind: 'fact', fact: 'sentiment' },
  { kind: 'fact', fact: 'fileSize' },
]
const keys = (layout: readonly { readonly column: JobColumn }[]) =>
  layout.map(({ column }) => columnKey(column))

// Would catch: two columns taken for one, as a label of a sheet that is called like a field.
test('every column has a key of its own, a name, a width, and comes back through the schema', () => {
  expect(new Set(all.map(columnKey)).size).toBe(all.length)
  for (const column of all) {
    expect(columnSchema.parse(structuredClone(column))).toEqual(column)
    expect(describeColumn(column).title).not.toBe('')
    expect(describeColumn(column).width).toBeGreaterThan(47)
  }
})

// Would catch: settings of an older version, or a file somebody wrote by hand, that break the screen.
test.each([
  [{ kind: 'field', field: 'nothing' }],
  [{ kind: 'label', name: '' }],
  [{ kind: 'fact', fact: 'tags', shows: 'joined', atLeast: 101 }],
  [{ kind: 'path' }],
  [null],
])('%j is no column', (column) => {
  expect(columnSchema.safeParse(column).success).toBe(false)
  expect(columnSortSchema.safeParse({ column, direction: 'asc' }).success).toBe(false)
  expect(columnLayoutSchema.safeParse([{ column }]).success).toBe(false)
})

test('a layout has each column once, and those that are pinned first', () => {
  const layout = columnLayoutSchema.parse([
    { column: source },
    { column: kept, pinned: true },
    { column: source, width: 60 },
  ])
  expect(layout).toEqual([{ column: kept, pinned: true }, { column: source }])
  const many = Array.from({ length: MAX_COLUMNS + 1 }, (_, at) => ({
    column: { kind: 'label', name: `${at}` },
  }))
  expect(columnLayoutSchema.safeParse(many).success).toBe(false)
})

test('columns are shown and hidden, moved, pinned and resized', () => {
  const shown = toggleColumn(DEFAULT_COLUMNS, tags)
  expect(keys(shown).slice(4, 6)).toEqual(['field result', columnKey(tags)])
  expect(keys(toggleColumn(shown, { kind: 'label', name: 'sku' })).slice(1, 3)).toEqual([
    'field source',
    'label sku',
  ])
  expect(toggleColumn(shown, tags)).toEqual(DEFAULT_COLUMNS)

  expect(keys(moveColumn(shown, tags, -1))[4]).toBe(columnKey(tags))
  expect(keys(moveColumn(shown, tags, -99))[0]).toBe(columnKey(tags))
  expect(moveColumn(shown, tags, 99).at(-1)).toEqual({ column: tags })
  expect(moveColumn(DEFAULT_COLUMNS, tags, 1)).toBe(DEFAULT_COLUMNS)

  const pinned = togglePinned(shown, tags)
  expect(keys(pinned)[0]).toBe(columnKey(tags))
  // Would catch: a column that is moved out of the pinned ones and stays pinned in the middle of the list.
  expect(keys(moveColumn(pinned, tags, 3))[0]).toBe(columnKey(tags))
  expect(keys(moveColumn(pinned, source, -9))[1]).toBe(columnKey(source))
  expect(togglePinned(pinned, tags)[0]).toEqual({ column: tags })

  expect(resizeColumn(DEFAULT_COLUMNS, source, 99.6)[1]).toEqual({ column: source, width: 100 })
  expect(resizeColumn(DEFAULT_COLUMNS, source, -5)[1]?.width).toBe(48)
  expect(resizeColumn(resizeColumn(DEFAULT_COLUMNS, source, 99), source, null)).toEqual(DEFAULT_COLUMNS)
})

test('a list folds as long as its first columns stand as they were', () => {
  expect(isFoldable(DEFAULT_COLUMNS)).toBe(true)
  expect(isFoldable(toggleColumn(DEFAULT_COLUMNS, tags))).toBe(true)
  expect(isFoldable(togglePinned(DEFAULT_COLUMNS, source))).toBe(false)
  expect(isFoldable(moveColumn(DEFAULT_COLUMNS, source, 1))).toBe(false)
  expect(isFoldable(resizeColumn(DEFAULT_COLUMNS, source, 99))).toBe(false)
  expect(isFoldable(toggleColumn(DEFAULT_COLUMNS, source))).toBe(false)
})

test('a column sorts rising, then falling, then not at all', () => {
  const rising = nextSort(null, source)
  expect(rising).toEqual({ column: source, direction: 'asc' })
  const falling = nextSort(rising, source)
  expect(falling).toEqual({ column: source, direction: 'desc' })
  expect(nextSort(falling, source)).toBeNull()
  expect(nextSort(falling, kept)).toEqual({ column: kept, direction: 'asc' })
})
