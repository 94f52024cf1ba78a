import type { KeyboardEvent } from 'react'
import { gridMove } from './keyboard.ts'
import { isInside, stepInRow } from './rows-dom.ts'
import type { TableProps } from './table-props.ts'

interface Place {
  /** The row the keys act on, -1 without one. */
  readonly cursor: number
  readonly goTo: (row: number, by: 'pointer' | 'key') => void
  readonly rows: { readonly reveal: (row: number) => void; readonly pageRows: () => number }
}

/** What the keys do in a table. */
export function keyHandler<Row>(
  { rowCount, onSelect, onOpen, onToggle, onEscape, marks }: TableProps<Row>,
  { cursor, goTo, rows }: Place,
): (event: KeyboardEvent) => void {
  const select = (row: number): void => {
    rows.reveal(row)
    goTo(row, 'key')
    onSelect(row, 'key')
  }
  const moveBy = (key: string) => gridMove(key, cursor, rowCount, rows.pageRows())

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

  /** False when the key means nothing here. */
  const act = ({ key, target }: KeyboardEvent): boolean => {
    const move = moveBy(key)
    if (move === null) return false
    switch (move.kind) {
      case 'row':
        select(move.row)
        return true
      case 'open':
        if (cursor >= 0) onOpen?.(cursor)
        return cursor >= 0
      case 'toggle':
        onToggle?.()
        return true
      case 'escape': {
        const meant = onEscape?.() === true
        if (meant) goTo(-1, 'key')
        return meant
      }
      default:
        return stepInRow(target, move.kind)
    }
  }

  return (event) => {
    const { key, target } = event
    if (!isInside(event) || event.altKey || event.ctrlKey || event.metaKey) return
    const inButton = target instanceof HTMLElement && target.closest('button') !== null
    if (inButton && (key === 'Enter' || key === ' ')) return
    if (event.shiftKey ? mark(key) : act(event)) event.preventDefault()
  }
}
