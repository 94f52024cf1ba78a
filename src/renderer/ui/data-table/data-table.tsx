/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows stand at computed places, which table elements cannot. */
import { useEffect, useMemo, useRef, useState, type MouseEvent } from 'react'
import { ContextMenu } from '#renderer/ui/context-menu.tsx'
import { toTrackStyle } from './column.ts'
import { createKeyHandler } from './key-handler.ts'
import { hasOpenMenu, isButton, isInside, findRowIndex } from './row-elements.ts'
import { HEADER_PX, TableHeader } from './table-header.tsx'
import type { DataTableProps } from './data-table-props.ts'
import { TableRows } from './table-rows.tsx'
import { useButtonsOffTab } from './use-buttons-off-tab.ts'
import { useCursor } from './use-cursor.ts'
import { useDoubleClick } from './use-double-click.ts'
import { trimToLoaded, useGradualRows } from './use-gradual-rows.ts'
import { useResize } from './use-resize.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

export type { Column } from './column.ts'
export type { RowMarks } from './data-table-props.ts'

/** A table of any length: a grid with one tab stop, its rows rendered as they come into sight. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rowCount, isEndLoaded = true, getRow, rowHeight, selected } = props
  const {
    onSelect,
    onOpen,
    onRange,
    onReading,
    takesFocus = false,
    revealed = -1,
    marks,
    actions,
    menu,
    sort = null,
    onSort,
    onResize,
  } = props
  const scroller = useRef<HTMLDivElement>(null)
  useButtonsOffTab(scroller)
  const rows = useVirtualRows({ scroller, count: rowCount, rowHeight, above: HEADER_PX, anchor: selected })
  const { isScrolled, reveal } = rows
  const { first, last } = useGradualRows(trimToLoaded(rows, getRow))
  const [hovered, setHovered] = useState(-1)
  const [focused, setFocused] = useState(false)
  const noteClick = useDoubleClick(onOpen)
  const { cursor, goTo } = useCursor({ selected, rowCount, scroller, focused })
  const trackStyle = useMemo(() => toTrackStyle(columns), [columns])
  const resize = useResize({ scroller, columns, onResize })

  useEffect(() => {
    const { activeElement: focused } = document
    const isFree = focused === document.body || focused?.hasAttribute('data-screen') === true
    if (takesFocus && isFree) scroller.current?.focus({ preventScroll: true })
  }, [takesFocus])
  useEffect(() => {
    if (revealed >= 0) reveal(revealed)
    // The row is revealed once, not again whenever the list changes its size.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [revealed])
  const sortKey = sort === null ? '' : `${sort.columnId} ${sort.direction}`
  const shownSort = useRef(sortKey)
  useEffect(() => {
    if (shownSort.current === sortKey) return
    shownSort.current = sortKey
    // In another order, the list begins at its first row; the name that was pressed keeps the focus.
    scroller.current?.scrollTo({ top: 0 })
  }, [sortKey])
  useEffect(() => onRange?.(rows.first, rows.last), [rows.first, rows.last, onRange])
  const reading = isScrolled || hovered >= 0 || focused
  useEffect(() => onReading?.(reading), [reading, onReading])

  const onKeyDown = createKeyHandler(props, { cursor, goTo, rows })

  const onClick = (event: MouseEvent): void => {
    if (!isInside(event)) return
    const index = findRowIndex(event.target)
    // The second click of a double click may fall on another row when the first changed the layout.
    if (index < 0 || event.detail > 1 || isButton(event.target)) return
    if (marks !== undefined && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      // As by a key: the focus follows, which the press has not taken.
      goTo(index, 'key')
      marks.onMark(index, event.shiftKey ? 'range' : 'one')
      return
    }
    noteClick(index)
    goTo(index, 'pointer')
    onSelect(index, 'pointer')
  }

  // A row stays marked, and keeps its buttons, while a menu of it is open.
  const hover = (row: number): void => {
    if (!hasOpenMenu(scroller.current, hovered)) setHovered(row)
  }

  const body = (
    <div
      ref={scroller}
      role="grid"
      tabIndex={-1}
      aria-label={label}
      aria-rowcount={isEndLoaded ? rowCount + 1 : -1}
      aria-colcount={columns.length}
      aria-multiselectable={marks !== undefined}
      className="relative min-h-0 grow overflow-x-auto overflow-y-auto outline-none [overflow-anchor:none]"
      style={trackStyle}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => {
        // A range of rows is no selection of text.
        if (marks !== undefined && event.shiftKey) event.preventDefault()
      }}
      onClick={onClick}
      onContextMenu={(event) => {
        if (isInside(event) && findRowIndex(event.target) >= 0) goTo(findRowIndex(event.target), 'pointer')
      }}
      onPointerOver={(event) => {
        if (isInside(event)) hover(findRowIndex(event.target))
      }}
      onPointerLeave={() => hover(-1)}
      onFocus={(event) => setFocused(findRowIndex(event.target) >= 0)}
      onBlur={() => setFocused(false)}
    >
      <TableHeader
        columns={columns}
        sort={sort}
        onSort={onSort}
        resize={onResize === undefined ? null : resize}
      />
      <TableRows
        columns={columns}
        getRow={getRow}
        rowHeight={rowHeight}
        selected={selected}
        marks={marks}
        actions={actions}
        first={first}
        last={last}
        seen={rows}
        cursor={cursor}
        hovered={hovered}
      />
    </div>
  )
  if (menu === undefined) return body
  return (
    <ContextMenu
      label={label}
      itemsFor={(target) => {
        const row = getRow(findRowIndex(target))
        return row === undefined ? [] : menu(row)
      }}
    >
      {body}
    </ContextMenu>
  )
}
