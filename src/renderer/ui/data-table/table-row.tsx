/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows stand at computed places, which table elements cannot. */
import { Check } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { cx } from '#renderer/ui/cx.ts'
import { placeCell, type Column } from './column.ts'

interface TableRowProps<Row> {
  /** Undefined while it is being loaded. */
  readonly row: Row | undefined
  readonly index: number
  readonly columns: readonly Column<Row>[]
  /** Px from the upper edge of the rendered rows. */
  readonly top: number
  readonly height: number
  readonly selected: boolean
  /** Under the pointer. */
  readonly hovered: boolean
  readonly isMarked: ((row: Row) => boolean) | undefined
  /** The one row that Tab reaches. */
  readonly tabStop: boolean
  /** Buttons at the right, while the row is under the pointer or chosen. */
  readonly actions: ((row: Row) => ReactNode) | undefined
}

function TableRowOf<Row>(props: TableRowProps<Row>) {
  const { row, index, columns, top, height, selected, hovered, isMarked, tabStop, actions } = props
  const marked = row !== undefined && isMarked?.(row) === true
  return (
    <div
      role="row"
      data-row={index}
      aria-rowindex={index + 2}
      aria-selected={selected || marked}
      aria-busy={row === undefined || undefined}
      tabIndex={tabStop ? 0 : -1}
      className={cx(
        'group absolute inset-x-0 grid grid-cols-(--tracks) items-stretch border-b border-line px-4 focus-visible:-outline-offset-2',
        selected || marked ? 'bg-accent-soft' : hovered ? 'bg-surface-2' : 'bg-surface',
      )}
      style={{ top, height }}
    >
      {marked && (
        <Check
          aria-hidden
          size={12}
          strokeWidth={3}
          className="absolute inset-y-0 left-0.5 z-2 my-auto text-accent"
        />
      )}
      {columns.map((column, at) => {
        const { className, style } = placeCell(column, at)
        return (
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={at + 1}
            className={cx(
              'flex min-w-0 items-center pr-3',
              className,
              column.align === 'right' && 'justify-end',
            )}
            style={style}
          >
            {row === undefined ? <span className="h-2 w-3/5 rounded bg-surface-3" /> : column.cell(row)}
          </div>
        )
      })}
      {row !== undefined && actions && (
        <div
          role="gridcell"
          className={cx(
            // So wide that a date under it is hidden whole, never cut.
            'sticky right-0.5 z-2 col-[1/-1] row-start-1 my-0.5 -mr-3.5 flex min-w-26 items-center justify-end gap-0.5 justify-self-end pr-4 pl-2',
            selected || marked ? 'bg-accent-soft' : 'bg-surface-2',
          )}
        >
          {actions(row)}
        </div>
      )}
    </div>
  )
}

/** One row; rendered again only when something of it changed. */
export const TableRow = memo(TableRowOf) as typeof TableRowOf
