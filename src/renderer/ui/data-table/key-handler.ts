import type { KeyboardEvent } from 'react'
import { readGridMove } from './grid-keys.ts'
import { isInside, moveFocusInRow } from './row-elements.ts'
import type { DataTableProps } from './data-table-props.ts'

interface CursorContext {
  /** The row the keys act on, -1 without one. */
  readonly cursor: number
  readonly goTo: (row: number, by: 'pointer' | 'key') => void
  readonly rows: { readonly reveal: (row: number) => void; readonly pageRows: () => number }
}

/** What the keys do in a table. */
export function createKeyHandler<Row>(
  { rowCount, onSelect, onOpen, onToggle, onEscape, marks }: DataTableProps<Row>,
  { cursor, goTo, rows }: CursorContext,
): (event: KeyboardEvent) => void {
  const select = (row: number): void => {
    rows.reveal(row)
    goTo(row, 'key')
    onSelect(row, 'key')
  }
  const moveBy = (key: string) => readGridMove(key, cursor, rowCount, rows.pageRows())

  /** Shift with Space or an arrow marks; false when the key means nothing of that. */
  const mark = (key: string): boolean => {
    if (marks === undefined || cursor < 0) return false
    if (key === ' ') {
      marks.onMark(cursor, 'one')
      return true
    }
    const move = key.startsWith('Arrow') ? moveBy(key) : null
    if (move?.kind !== 'row') return false
    select(move.row)
    marks.onMark(move.row, 'range')
    return true
  }

  const escape = (): boolean => {
    const meant = onEscape?.() === true
    if (meant) goTo(-1, 'key')
    return meant
  }

  /** False when the key means nothing here. */
  const act = (key: string, target: EventTarget): boolean => {
    const move = moveBy(key)
    if (move === null) return false
    if (move.kind === 'into' || move.kind === 'outOf') return moveFocusInRow(target, move.kind)
    if (move.kind === 'escape') return escape()
    if (move.kind === 'open' && cursor < 0) return false
    if (move.kind === 'row') select(move.row)
    else if (move.kind === 'open') onOpen?.(cursor)
    else onToggle?.()
    return true
  }

  return (event) => {
    const { key, target } = event
    if (!isInside(event) || event.altKey) return
    if (event.ctrlKey || event.metaKey) {
      if (key.toLowerCase() !== 'a' || event.shiftKey || marks === undefined || rowCount === 0) return
      marks.onMark(cursor, 'all')
      event.preventDefault()
      return
    }
    const inButton = target instanceof HTMLElement && target.closest('button') !== null
    if (inButton && (key === 'Enter' || key === ' ')) return
    if (event.shiftKey ? mark(key) : act(key, target)) event.preventDefault()
  }
}
