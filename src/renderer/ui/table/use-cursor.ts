import { useEffect, useRef, useState, type RefObject } from 'react'
import { rowElement } from './rows-dom.ts'

interface CursorOptions {
  readonly selected: number
  readonly rowCount: number
  readonly scroller: RefObject<HTMLElement | null>
  /** A row has the focus, or had it until it went. */
  readonly focused: boolean
}

/**
 * The row the keys act on: the chosen one, or the one they went to that could not be chosen yet because it is being
 * loaded. After a key the focus goes with it; when its row turns out not to exist, to the last one.
 */
export function useCursor({ selected, rowCount, scroller, focused }: CursorOptions): {
  readonly cursor: number
  readonly goTo: (row: number, by: 'pointer' | 'key') => void
} {
  const [went, setWent] = useState({ row: -1, from: -1 })
  const byKey = useRef(false)
  const cursor = Math.min(went.row >= 0 && went.from === selected ? went.row : selected, rowCount - 1)
  useEffect(() => {
    const lost = focused && document.activeElement === document.body
    if (!byKey.current && !lost) return
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
