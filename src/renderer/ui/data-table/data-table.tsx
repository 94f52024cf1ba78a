/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows stand at computed places, which table elements cannot. */
import { useEffect, useMemo, useRef, useState, type MouseEvent } from 'react'
import { ContextMenu } from '#renderer/ui/context-menu.tsx'
import { toGridTracks } from './column.ts'
import { createKeyHandler } from './key-handler.ts'
import { hasOpenMenu, isButton, isInside, findRowIndex } from './row-elements.ts'
import { HEADER_PX, TableHeader } from './table-header.tsx'
import type { DataTableProps } from './data-table-props.ts'
import type { RowRange } from './scroll-scale.ts'
import { TableRow } from './table-row.tsx'
import { UndrawnRows } from './undrawn-rows.tsx'
import { useButtonsOffTab } from './use-buttons-off-tab.ts'
import { useCursor } from './use-cursor.ts'
import { trimToLoaded, useGradualRows } from './use-gradual-rows.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

export type { Column } from './column.ts'
export type { RowMarks } from './data-table-props.ts'

/** Rows are placed from the row of this multiple: most turns of the wheel move no row in the page. */
const ROWS_PER_BASE = 1000

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
  } = props
  const scroller = useRef<HTMLDivElement>(null)
  useButtonsOffTab(scroller)
  const rows = useVirtualRows({ scroller, count: rowCount, rowHeight, above: HEADER_PX, anchor: selected })
  const { isScrolled, reveal } = rows
  const { first, last } = useGradualRows(trimToLoaded(rows, getRow))
  const [hovered, setHovered] = useState(-1)
  const [focused, setFocused] = useState(false)
  const pressed = useRef(-1)
  const { cursor, goTo } = useCursor({ selected, rowCount, scroller, focused })
  const tracks = useMemo(() => toGridTracks(columns), [columns])

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
  useEffect(() => onRange?.(rows.first, rows.last), [rows.first, rows.last, onRange])
  // The panel that the first click opened may lie under the pointer by then: the double click is still the row's.
  useEffect(() => {
    const onMouseDown = (event: globalThis.MouseEvent): void => {
      if (event.detail <= 1) pressed.current = -1
    }
    const onDoubleClick = (): void => {
      if (pressed.current >= 0) onOpen?.(pressed.current)
    }
    window.addEventListener('mousedown', onMouseDown, { capture: true })
    window.addEventListener('dblclick', onDoubleClick)
    return () => {
      window.removeEventListener('mousedown', onMouseDown, { capture: true })
      window.removeEventListener('dblclick', onDoubleClick)
    }
  }, [onOpen])
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
    pressed.current = index
    goTo(index, 'pointer')
    onSelect(index, 'pointer')
  }

  // A row stays marked, and keeps its buttons, while a menu of it is open.
  const hover = (row: number): void => {
    if (!hasOpenMenu(scroller.current, hovered)) setHovered(row)
  }

  const shown: number[] = []
  for (let index = first; index < last; index += 1) shown.push(index)
  const kept = cursor >= 0 && cursor < rowCount
  // This row stays in the page, so that it keeps the focus when it is scrolled away.
  if (kept && (cursor < first || cursor >= last)) shown.push(cursor)
  const tabStop = kept ? cursor : first
  const base = first - (first % ROWS_PER_BASE)

  const body = (
    <div
      ref={scroller}
      role="grid"
      tabIndex={-1}
      aria-label={label}
      aria-rowcount={isEndLoaded ? rowCount + 1 : -1}
      aria-colcount={columns.length}
      aria-multiselectable={marks !== undefined}
      className="relative min-h-0 grow overflow-x-hidden overflow-y-auto outline-none [overflow-anchor:none]"
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
      <TableHeader columns={columns} tracks={tracks} />
      <div role="rowgroup" data-rows className="relative overflow-clip" style={{ height: rows.height }}>
        <div
          role="presentation"
          className="absolute inset-x-0"
          style={{ top: rows.origin + base * rowHeight }}
        >
          <UndrawnRows
            top={(rows.first - base) * rowHeight}
            count={first - rows.first}
            rowHeight={rowHeight}
          />
          <UndrawnRows top={(last - base) * rowHeight} count={rows.last - last} rowHeight={rowHeight} />
          {shown.map((index) => (
            <TableRow
              key={index}
              row={getRow(index)}
              index={index}
              columns={columns}
              tracks={tracks}
              top={(findVisualIndex(index, rows) - base) * rowHeight}
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

/** A kept row that is not visible is placed just outside of the visible area: its true place may be beyond the browser's range. */
function findVisualIndex(index: number, { first, last }: RowRange): number {
  if (index < first) return first - 100
  return index < last ? index : last + 100
}
