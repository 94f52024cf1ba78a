import { useEffect, useRef, useState, type RefObject } from 'react'
import { findRowElement } from './row-elements.ts'

interface CursorOptions {
  readonly selected: number
  readonly rowCount: number
  readonly scroller: RefObject<HTMLElement | null>
  /** A row has the focus, or had it until the row was removed. */
  readonly focused: boolean
}

/** One request to go to a row. Each is a new object, so that it is known whether it was answered. */
interface CursorRequest {
  readonly row: number
  /** The chosen row at that moment. */
  readonly from: number
  readonly by: 'pointer' | 'key'
}

const NO_REQUEST: CursorRequest = { row: -1, from: -1, by: 'pointer' }

/**
 * The row the keys act on: the chosen one, or the one they went to that could not be chosen yet because it is being
 * loaded. After a key the focus goes with it; when its row turns out not to exist, to the last one.
 */
export function useCursor({ selected, rowCount, scroller, focused }: CursorOptions): {
  readonly cursor: number
  readonly goTo: (row: number, by: 'pointer' | 'key') => void
} {
  const [wish, setWish] = useState(NO_REQUEST)
  const answered = useRef(NO_REQUEST)
  const cursor = Math.min(wish.row >= 0 && wish.from === selected ? wish.row : selected, rowCount - 1)
  useEffect(() => {
    // The effect of an earlier rendering may run after the key; it has the request of that rendering.
    const asked = wish.by === 'key' && wish !== answered.current
    const lost = focused && document.activeElement === document.body
    if (!asked && !lost) return
    answered.current = wish
    const element = findRowElement(scroller.current, cursor) ?? scroller.current
    element?.focus({ preventScroll: true })
  })
  return {
    cursor,
    goTo: (row, by) => setWish({ row, from: selected, by }),
  }
}
