import { useCallback, useDeferredValue, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import {
  isStuck,
  chooseRenderedRows,
  createPosition,
  findRevealOffset,
  findVisibleRows,
  positionAfterScroll,
  computeScrollHeight,
  addOverscan,
  type ScrollExtent,
  type ScrollPosition,
  type RowRange,
} from './scroll-scale.ts'
import { watchScroller } from './watch-scroller.ts'

interface RowsOptions {
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  readonly rowHeight: number
  /** Height of the header that sticks to the upper edge, px. */
  readonly above: number
  /** The row that keeps its place when the row height changes; -1: the first visible one. */
  readonly anchor: number
}

interface Layout extends RowRange {
  /** Where row 0 would be in the content of the scroller, in px; may be above its start. */
  readonly origin: number
  readonly height: number
  /** The list is scrolled by more than half a row. */
  readonly isScrolled: boolean
}

/** Rows rendered above and below the visible ones, after those are on screen. */
const OVERSCAN_ROWS = 8
/** After this time without scrolling, the thumb is moved to the place that fits the rows seen. */
const SCROLL_SETTLE_MS = 150

/** The rows to render, and their place. A list may be taller than the browser can scroll, so the scale is our own. */
export function useVirtualRows({ scroller, count, rowHeight, above, anchor }: RowsOptions): Layout & {
  /** Scrolls as little as needed until the whole row is visible. */
  readonly reveal: (row: number) => void
  /** How many whole rows are visible. */
  readonly pageRows: () => number
} {
  const position = useRef<ScrollPosition>({ top: 0, offset: 0 })
  const height = useRef(rowHeight)
  /** As last told, 0 until then: to ask the browser while rows change would have it lay out the page on the spot. */
  const view = useRef(0)
  /** The row that is to be revealed as soon as the height is known; -1 for none. */
  const awaited = useRef(-1)
  const [layout, setLayout] = useState<Layout>({ first: 0, last: 0, origin: 0, height: 0, isScrolled: false })

  const extent = useCallback(
    (): ScrollExtent => ({
      content: count * rowHeight,
      view: Math.max(0, view.current - above),
      ratio: window.devicePixelRatio,
    }),
    [above, count, rowHeight],
  )

  const updateLayout = useCallback((): void => {
    const now = extent()
    const next: Layout = {
      ...findVisibleRows(position.current, now, rowHeight, count),
      origin: position.current.top - position.current.offset,
      height: computeScrollHeight(now),
      isScrolled: position.current.offset > rowHeight / 2,
    }
    setLayout((before) => (isSameLayout(before, next) ? before : next))
  }, [count, extent, rowHeight])

  /** Shows the list at this offset, and sets the scroller to the place that belongs to it. */
  const moveTo = useCallback(
    (offset: number): void => {
      const next = createPosition(offset, extent())
      const { top } = position.current
      const element = scroller.current
      if (element === null || Math.abs(next.top - top) < 1) {
        position.current = { ...next, top }
        updateLayout()
        return
      }
      position.current = next
      updateLayout()
      // The new height may not be in the page yet.
      element
        .querySelector<HTMLElement>('[data-rows]')
        ?.style.setProperty('height', `${computeScrollHeight(extent())}px`)
      element.scrollTop = position.current.top
      // The browser rounds to device pixels.
      position.current = { ...position.current, top: element.scrollTop }
      updateLayout()
    },
    [extent, updateLayout, scroller],
  )

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    let settle: number | undefined
    const stopWatching = watchScroller(element, {
      onScroll: (stepwise) => {
        if (element.scrollTop === position.current.top) return
        position.current = positionAfterScroll(position.current, element.scrollTop, extent(), stepwise)
        updateLayout()
        window.clearTimeout(settle)
        if (isStuck(position.current, extent())) {
          moveTo(position.current.offset)
          return
        }
        settle = window.setTimeout(() => moveTo(position.current.offset), SCROLL_SETTLE_MS)
      },
      onHeight: (seen) => {
        view.current = seen
        const row = awaited.current
        if (row < 0 || seen === 0) return moveTo(position.current.offset)
        awaited.current = -1
        moveTo(findRevealOffset(row, rowHeight, position.current, extent()))
      },
    })
    return () => {
      window.clearTimeout(settle)
      stopWatching()
    }
  }, [extent, updateLayout, scroller, moveTo, rowHeight])

  useLayoutEffect(() => {
    const before = height.current
    height.current = rowHeight
    if (before === rowHeight) {
      moveTo(position.current.offset)
      return
    }
    const row = anchor >= 0 ? anchor : Math.floor(position.current.offset / before)
    const seenAt = row * before - position.current.offset
    moveTo(row * rowHeight - seenAt)
    // The anchor counts only at the moment when the height changes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [rowHeight, moveTo])

  const reveal = useCallback(
    (row: number): void => {
      if (view.current === 0) awaited.current = row
      else moveTo(findRevealOffset(row, rowHeight, position.current, extent()))
    },
    [extent, rowHeight, moveTo],
  )
  const pageRows = useCallback(
    (): number => Math.max(1, Math.floor(extent().view / rowHeight)),
    [extent, rowHeight],
  )
  return { ...layout, ...useRenderedRows(layout, count), reveal, pageRows }
}

/** The visible rows with some around them, which are rendered in a later pass, so that they never delay the visible ones. */
function useRenderedRows(layout: Layout, count: number): RowRange {
  const deferred = useDeferredValue(layout)
  const around = addOverscan(layout, OVERSCAN_ROWS, count)
  if (deferred === layout) return around
  return chooseRenderedRows(layout, around, addOverscan(deferred, OVERSCAN_ROWS, count))
}

const isSameLayout = (one: Layout, other: Layout): boolean =>
  one.first === other.first &&
  one.last === other.last &&
  one.origin === other.origin &&
  one.height === other.height &&
  one.isScrolled === other.isScrolled
