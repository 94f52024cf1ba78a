import { z } from 'zod'
import { columnKey, columnSchema, type ColumnField, type JobColumn } from './column.ts'

/** A list may have so many columns. */
export const MAX_COLUMNS = 40
/** Px. */
const COLUMN_WIDTH = { min: 48, max: 1200 } as const

/** A column as the person placed it. */
const placedColumnSchema = z.object({
  column: columnSchema,
  /** Px; left out until the person changes it. */
  width: z.number().int().min(COLUMN_WIDTH.min).max(COLUMN_WIDTH.max).optional(),
  /** It stays at the left while the others scroll. */
  pinned: z.literal(true).optional(),
})
export type PlacedColumn = z.infer<typeof placedColumnSchema>

/** The columns of a list from left to right, those that are pinned first; a column stands once. */
export const columnLayoutSchema = z
  .array(placedColumnSchema)
  .max(MAX_COLUMNS)
  .transform((placed) => tidyLayout(placed))
export type ColumnLayout = readonly PlacedColumn[]

export const columnSortSchema = z.object({ column: columnSchema, direction: z.enum(['asc', 'desc']) })
/** By which column a list is sorted. Jobs without a value stand last, either way. */
export type ColumnSort = z.infer<typeof columnSortSchema>

const field = (name: ColumnField): PlacedColumn => ({ column: { kind: 'field', field: name } })

/** The columns of a list that nobody changed. */
export const DEFAULT_COLUMNS: ColumnLayout = [
  field('state'),
  field('source'),
  field('workflow'),
  field('verdict'),
  field('result'),
  field('duration'),
  field('started'),
  field('kept'),
]

/** Each column once, pinned ones first. */
function tidyLayout(placed: ColumnLayout): PlacedColumn[] {
  const byKey = new Map<string, PlacedColumn>()
  for (const one of placed) {
    const key = columnKey(one.column)
    if (!byKey.has(key)) byKey.set(key, one)
  }
  const all = [...byKey.values()]
  return [...all.filter(({ pinned }) => pinned === true), ...all.filter(({ pinned }) => pinned !== true)]
}

/** With the column, or without it where it was there. Labels come behind the source, what results say behind the result. */
export function toggleColumn(layout: ColumnLayout, column: JobColumn): ColumnLayout {
  const key = columnKey(column)
  const others = layout.filter((placed) => columnKey(placed.column) !== key)
  if (others.length < layout.length) return others
  const at = layout.findLastIndex(({ column: one }) => isBeside(one, column)) + 1
  return tidyLayout(layout.toSpliced(at === 0 ? layout.length : at, 0, { column })).slice(0, MAX_COLUMNS)
}

/** Is this the kind of column that the other one is put behind? */
function isBeside(one: JobColumn, { kind }: JobColumn): boolean {
  if (kind === 'field') return false
  if (kind === 'label') return one.kind === 'label' || (one.kind === 'field' && one.field === 'source')
  return one.kind === 'fact' || one.kind === 'path' || (one.kind === 'field' && one.field === 'result')
}

/** No column that is there from the first was moved, pinned or resized: a narrow list may fold some of them into one. */
export function isFoldable(layout: ColumnLayout): boolean {
  const keys = layout.map(({ column }) => columnKey(column))
  const places = DEFAULT_COLUMNS.map(({ column }) => keys.indexOf(columnKey(column)))
  return (
    places.every((place, at) => place >= 0 && place > (places[at - 1] ?? -1)) &&
    layout.every(({ width, pinned }) => width === undefined && pinned === undefined)
  )
}

/** With the column moved by so many places, within the pinned ones or within the others. */
export function moveColumn(layout: ColumnLayout, column: JobColumn, by: number): ColumnLayout {
  const from = layout.findIndex((placed) => columnKey(placed.column) === columnKey(column))
  const moved = layout[from]
  if (moved === undefined) return layout
  const others = layout.toSpliced(from, 1)
  const to = Math.max(0, Math.min(others.length, from + by))
  return tidyLayout(others.toSpliced(to, 0, moved))
}

/** With the column pinned, or not pinned any more. */
export function togglePinned(layout: ColumnLayout, column: JobColumn): ColumnLayout {
  return tidyLayout(
    layout.map((placed) => {
      if (columnKey(placed.column) !== columnKey(column)) return placed
      const { pinned, ...rest } = placed
      return pinned === true ? rest : { ...rest, pinned: true }
    }),
  )
}

/** With another width of the column, in px; null for the one it had at first. */
export function resizeColumn(layout: ColumnLayout, column: JobColumn, px: number | null): ColumnLayout {
  return layout.map((placed) => {
    if (columnKey(placed.column) !== columnKey(column)) return placed
    const { width: _width, ...rest } = placed
    if (px === null) return rest
    return { ...rest, width: Math.round(Math.max(COLUMN_WIDTH.min, Math.min(COLUMN_WIDTH.max, px))) }
  })
}

/** The sort after one more press on the name of a column: rising, falling, none. */
export function nextSort(sort: ColumnSort | null, column: JobColumn): ColumnSort | null {
  if (sort === null || columnKey(sort.column) !== columnKey(column)) return { column, direction: 'asc' }
  return sort.direction === 'asc' ? { column, direction: 'desc' } : null
}
