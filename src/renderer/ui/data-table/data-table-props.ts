import type { ReactNode } from 'react'
import type { MenuItem } from '#renderer/ui/menu.tsx'
import type { Column, TableSort } from './column.ts'

export interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rowCount: number
  /** False: more rows may follow than `rowCount` says. */
  readonly isEndLoaded?: boolean
  /** Undefined while the row is being loaded. */
  readonly getRow: (index: number) => Row | undefined
  /** One line or two. */
  readonly rowHeight: 28 | 32 | 48
  /** The chosen row, -1 without one. */
  readonly selected: number
  /** The row that is scrolled into sight when this changes; -1 for none. */
  readonly revealed?: number
  /** A click, or a key that moves. */
  readonly onSelect: (index: number, by: 'pointer' | 'key') => void
  /** Enter, or a double click. */
  readonly onOpen?: (index: number) => void
  /** Space. */
  readonly onToggle?: () => void
  /** Called for Esc; returns true when it had an effect. */
  readonly onEscape?: () => boolean
  /** The rows now rendered: `to` is not one of them. */
  readonly onRange?: (from: number, to: number) => void
  /** Called with true while somebody reads: the table is scrolled, or has the pointer or the focus. */
  readonly onReading?: (reading: boolean) => void
  /** Takes the focus when it appears, unless something else has it. */
  readonly takesFocus?: boolean
  /** Rows that are marked to do something with several; without it none can be. */
  readonly marks?: RowMarks<Row>
  readonly actions?: (row: Row) => ReactNode
  readonly sort?: TableSort | null
  /** A press on the name of a column that can be sorted by. */
  readonly onSort?: (columnId: string) => void
  /** Called once a column has another width, in px. */
  readonly onResize?: (columnId: string, px: number) => void
  readonly menu?: (row: Row) => readonly MenuItem[]
}

/**
 * `one`: a click with ⌘ or Ctrl, Shift Space. `range`: a click with Shift, Shift and an arrow: from the last one. `all`:
 * ⌘ or Ctrl A; every row that is loaded.
 */
export interface RowMarks<Row> {
  readonly isMarked: (row: Row) => boolean
  readonly onMark: (index: number, what: 'one' | 'range' | 'all') => void
}
