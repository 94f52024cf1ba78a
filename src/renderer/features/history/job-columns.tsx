import type { Column } from '#renderer/ui/data-table/data-table.tsx'
import { ROW_PADDING_PX } from '#renderer/ui/data-table/column.ts'
import {
  columnKey,
  describeColumn,
  isFoldable,
  type ColumnLayout,
  type JobColumn,
  type PlacedColumn,
} from '#shared/model/columns/index.ts'
import type { Job } from '#shared/model/job.ts'
import { createCell } from './create-cell.tsx'
import { ResultCell, SecondLine, SourceCell } from './job-cells.tsx'

/**
 * How much room a list has. `wide`: one line · `folded`: workflow, duration and kept in a second line · `narrow`: verdict and
 * start stand in other columns as well.
 */
export type ListShape = 'wide' | 'folded' | 'narrow'

/** The columns fold when the list is narrower than this. */
const WIDE_LIST_PX = 1040
const FOLDED_LIST_PX = 700

const FOLDED: Record<ListShape, readonly JobColumn[]> = {
  wide: [],
  folded: fields('workflow', 'duration', 'kept'),
  narrow: fields('workflow', 'duration', 'kept', 'verdict', 'started'),
}

function fields(...names: readonly Extract<JobColumn, { kind: 'field' }>['field'][]): readonly JobColumn[] {
  return names.map((field) => ({ kind: 'field', field }))
}

/** Chooses the shape of a list by its width and its columns: those that the person moved or resized stay as they are. */
export function chooseListShape(width: number, layout: ColumnLayout): ListShape {
  if (!isFoldable(layout)) return 'wide'
  const own = layout.filter(({ column }) => column.kind !== 'field')
  const rest = width - own.reduce((sum, { column }) => sum + describeColumn(column).width, 0)
  if (rest >= WIDE_LIST_PX) return 'wide'
  return rest >= FOLDED_LIST_PX ? 'folded' : 'narrow'
}

/** The columns of a list of jobs; `now` in Unix ms. */
export function createJobColumns(
  shape: ListShape,
  now: number,
  layout: ColumnLayout,
): readonly Column<Job>[] {
  const folded = new Set(FOLDED[shape].map(columnKey))
  let pinnedPx = 0
  return layout
    .filter(({ column }) => !folded.has(columnKey(column)))
    .map((placed) => {
      const { column } = placed
      const { title, align, canSort } = describeColumn(column)
      const px = placed.width ?? describeColumn(column).width
      const pinnedAt = pinnedPx === 0 ? 0 : pinnedPx + ROW_PADDING_PX
      if (placed.pinned === true) pinnedPx += px
      return {
        id: columnKey(column),
        label: title,
        canSort,
        width: chooseTrack(placed, shape),
        ...(align !== undefined && { align }),
        ...(placed.pinned === true && { pinnedAt }),
        cell: shape === 'wide' ? createCell(column, now) : createFoldedCell(column, now, shape),
      }
    })
}

const FOLDED_TRACKS: Readonly<Record<string, string>> = {
  state: '136px',
  source: 'minmax(140px, 1.1fr)',
  result: 'minmax(140px, 1fr)',
}

/** A column that nobody resized takes what room is left, if it can use it. */
function chooseTrack({ column, width, pinned }: PlacedColumn, shape: ListShape): string {
  const px = `${width ?? describeColumn(column).width}px`
  if (width !== undefined || pinned === true || column.kind !== 'field') return px
  if (shape !== 'wide') return FOLDED_TRACKS[column.field] ?? px
  if (column.field === 'source') return 'minmax(180px, 1fr)'
  return column.field === 'result' ? 'minmax(200px, 1.2fr)' : px
}

function createFoldedCell(column: JobColumn, now: number, shape: ListShape): Column<Job>['cell'] {
  if (column.kind === 'field' && column.field === 'source')
    return (job) => (
      <span className="flex min-w-0 flex-col">
        <SourceCell job={job} />
        <SecondLine job={job} now={now} hasStart={shape === 'narrow'} />
      </span>
    )
  if (column.kind === 'field' && column.field === 'result')
    return (job) => <ResultCell job={job} verdict={shape === 'narrow'} lines={2} />
  return createCell(column, now)
}
