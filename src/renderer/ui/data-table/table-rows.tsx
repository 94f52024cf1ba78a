/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows stand at computed places, which table elements cannot. */
import type { Column } from './column.ts'
import type { DataTableProps } from './data-table-props.ts'
import type { RowRange } from './scroll-scale.ts'
import { TableRow } from './table-row.tsx'
import { UndrawnRows } from './undrawn-rows.tsx'

/** Rows are placed from the row of this multiple: most turns of the wheel move no row in the page. */
const ROWS_PER_BASE = 1000

interface TableRowsProps<Row> extends Pick<DataTableProps<Row>, 'getRow' | 'rowHeight' | 'selected'> {
  readonly marks: DataTableProps<Row>['marks'] | undefined
  readonly actions: DataTableProps<Row>['actions'] | undefined
  readonly columns: readonly Column<Row>[]
  /** The rows in the page: `last` is not one of them. */
  readonly first: number
  readonly last: number
  /** The rows that belong there, those that are not drawn yet too; where row 0 would be, and the height of all rows, px. */
  readonly seen: RowRange & { readonly origin: number; readonly height: number }
  /** The row the keys act on, -1 without one. */
  readonly cursor: number
  readonly hovered: number
}

/** The rows in sight, and the one with the cursor. */
export function TableRows<Row>(props: TableRowsProps<Row>) {
  const { getRow, rowHeight, selected, marks, actions, columns } = props
  const { first, last, seen, cursor, hovered } = props
  const shown: number[] = []
  for (let index = first; index < last; index += 1) shown.push(index)
  // This row stays in the page, so that it keeps the focus when it is scrolled away.
  if (cursor >= 0 && (cursor < first || cursor >= last)) shown.push(cursor)
  const tabStop = cursor >= 0 ? cursor : first
  const base = first - (first % ROWS_PER_BASE)
  return (
    <div
      role="rowgroup"
      data-rows
      className="relative min-w-(--least-width) overflow-clip"
      style={{ height: seen.height }}
    >
      <div role="presentation" className="absolute inset-x-0" style={{ top: seen.origin + base * rowHeight }}>
        <UndrawnRows top={(seen.first - base) * rowHeight} count={first - seen.first} rowHeight={rowHeight} />
        <UndrawnRows top={(last - base) * rowHeight} count={seen.last - last} rowHeight={rowHeight} />
        {shown.map((index) => (
          <TableRow
            key={index}
            row={getRow(index)}
            index={index}
            columns={columns}
            top={(findVisualIndex(index, seen) - base) * rowHeight}
            height={rowHeight}
            selected={index === selected}
            hovered={index === hovered}
            isMarked={marks?.isMarked}
            tabStop={index === tabStop}
            actions={index === hovered || index === selected ? actions : undefined}
          />
        ))}
      </div>
    </div>
  )
}

/** A kept row that is not visible is placed just outside of the visible area: its true place may be beyond the browser's range. */
function findVisualIndex(index: number, { first, last }: RowRange): number {
  if (index < first) return first - 100
  return index < last ? index : last + 100
}
