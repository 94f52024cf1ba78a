/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows stand at computed places, which table elements cannot. */
import { cx } from '#renderer/ui/cx.ts'
import type { Column } from './column.ts'

export const HEADER_PX = 28

interface TableHeaderProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly tracks: string
}

/** The names of the columns; they stay at the upper edge. */
export function TableHeader<Row>({ columns, tracks }: TableHeaderProps<Row>) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-10 grid items-center border-b border-line bg-surface px-4 text-xs text-muted"
      style={{ height: HEADER_PX, gridTemplateColumns: tracks }}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="columnheader"
          className={cx('truncate pr-3', column.align === 'right' && 'text-right')}
        >
          {column.label}
        </div>
      ))}
    </div>
  )
}
