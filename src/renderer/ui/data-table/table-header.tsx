/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows stand at computed places, which table elements cannot. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { cx } from '#renderer/ui/cx.ts'
import { tableWords } from '#shared/text/table.ts'
import { placeCell, type Column, type TableSort } from './column.ts'
import type { useResize } from './use-resize.ts'

export const HEADER_PX = 28

interface TableHeaderProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly sort: TableSort | null
  readonly onSort: ((columnId: string) => void) | undefined
  /** Null where widths stay as they are. */
  readonly resize: ReturnType<typeof useResize> | null
}

/** The names of the columns; they stay at the upper edge. One of them is reached by Tab, the others from it by the arrows. */
export function TableHeader<Row>(props: TableHeaderProps<Row>) {
  const { columns, sort } = props
  const [active, setActive] = useState(0)
  const tabStop = Math.min(active, columns.length - 1)
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-10 grid min-w-(--least-width) grid-cols-(--tracks) items-stretch border-b border-line bg-surface px-4 text-xs text-muted"
      style={{ height: HEADER_PX }}
    >
      {columns.map((column, at) => {
        const { className, style } = placeCell(column, at)
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={at + 1}
            aria-sort={toAriaSort(column, sort)}
            className={cx(
              'relative flex min-w-0 items-center pr-3',
              className,
              column.align === 'right' && 'justify-end',
            )}
            style={style}
          >
            <HeaderCell {...props} column={column} isTabStop={at === tabStop} onFocus={() => setActive(at)} />
          </div>
        )
      })}
    </div>
  )
}

interface HeaderCellProps<Row> extends TableHeaderProps<Row> {
  readonly column: Column<Row>
  readonly isTabStop: boolean
  readonly onFocus: () => void
}

function HeaderCell<Row>({ column, sort, onSort, resize, isTabStop, onFocus }: HeaderCellProps<Row>) {
  const { id, label, canSort = false } = column
  if (onSort === undefined && resize === null) return <span className="truncate">{label}</span>
  const Arrow = sort?.columnId !== id ? null : sort.direction === 'asc' ? ArrowUp : ArrowDown
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (resize?.onKey(event, id) !== true && !moveToNeighbour(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <button
        type="button"
        title={label}
        aria-disabled={!canSort}
        aria-keyshortcuts={resize === null ? undefined : 'Shift+ArrowLeft Shift+ArrowRight'}
        tabIndex={isTabStop ? 0 : -1}
        className={cx(
          'flex h-5 min-w-0 items-center gap-1 rounded focus-visible:outline-offset-0',
          canSort && 'hover:text-text',
          Arrow !== null && 'font-semibold text-text',
        )}
        onClick={() => {
          if (canSort) onSort?.(id)
        }}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
      >
        <span className="truncate">{label}</span>
        {Arrow && <Arrow aria-hidden size={12} className="shrink-0" />}
      </button>
      {resize !== null && (
        <div
          role="presentation"
          title={tableWords.resize}
          data-edge={id}
          onPointerDown={(event) => resize.onPointerDown(event, id)}
          onDoubleClick={() => resize.fit(id)}
          className="absolute inset-y-0 right-0 z-2 w-2 cursor-col-resize border-r-2 border-transparent hover:border-accent"
        />
      )}
    </>
  )
}

function toAriaSort<Row>(
  column: Column<Row>,
  sort: TableSort | null,
): 'ascending' | 'descending' | 'none' | undefined {
  if (column.canSort !== true) return undefined
  if (sort?.columnId !== column.id) return 'none'
  return sort.direction === 'asc' ? 'ascending' : 'descending'
}

/** Left and right, Home and End go along the names; false for any other key. */
function moveToNeighbour(event: KeyboardEvent<HTMLElement>): boolean {
  if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false
  const all = [...(event.currentTarget.closest('[role="row"]')?.querySelectorAll('button') ?? [])]
  const at = all.findIndex((button) => button === event.currentTarget)
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key]
  if (to === undefined) return false
  all[to]?.focus()
  return true
}
