import { useEffect, useRef, useState, type RefObject } from 'react'
import { rowElement } from './rows-dom.ts'

/**
 * The row the keys act on: the chosen one, or the one they went to that could not be chosen yet because it is being
 * loaded. After a key the focus goes with it.
 */
export function useCursor(
  selected: number,
  scroller: RefObject<HTMLElement | null>,
): { readonly cursor: number; readonly goTo: (row: number, by: 'pointer' | 'key') => void } {
  const [went, setWent] = useState({ row: -1, from: -1 })
  const byKey = useRef(false)
  const cursor = went.row >= 0 && went.from === selected ? went.row : selected
  useEffect(() => {
    if (!byKey.current) return
    byKey.current = false
    const element = rowElement(scroller.current, cursor) ?? scroller.current
    element?.focus({ preventScroll: true })
  })
  return {
    cursor,
    goTo: (row, by) => {
      byKey.current = by === 'key'
      setWent({ row, from: selected })
    },
  }
}
