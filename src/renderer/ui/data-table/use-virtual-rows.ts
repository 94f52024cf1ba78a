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

interface RowsOptions {
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  readonly rowHeight: number
  /** Height of the header that sticks to the upper edge, px. */
  readonly above: number
  /** The row that keeps its place when the row height changes; -1: the first one seen. */
  readonly anchor: number
}

interface Layout extends RowRange {
  /** Where row 0 would stand in the scroller's content, px; rows are laid out from `first`. */
  readonly origin: number
  readonly height: number
  /** Scrolled away from the first row. */
  readonly away: boolean
}

/** Rows rendered above and below what is seen, once that is there. */
const OVERSCAN_ROWS = 8
/** After so long without scrolling the thumb is put where it belongs. */
const SCROLL_SETTLE_MS = 150
/** So long after a turn of the wheel the browser's smooth scrolling still goes on. */
const WHEEL_MS = 400

/** Which rows are to be rendered, and where. */
export function useVirtualRows({ scroller, count, rowHeight, above, anchor }: RowsOptions): Layout & {
  /** Scrolls as little as needed to show a row whole. */
  readonly reveal: (row: number) => void
  /** How many rows are seen whole. */
  readonly pageRows: () => number
} {
  const at = useRef<ScrollPosition>({ top: 0, offset: 0 })
  const height = useRef(rowHeight)
  const [layout, setLayout] = useState<Layout>({ first: 0, last: 0, origin: 0, height: 0, away: false })

  const extent = useCallback(
    (): ScrollExtent => ({
      content: count * rowHeight,
      view: Math.max(0, (scroller.current?.clientHeight ?? 0) - above),
      ratio: window.devicePixelRatio,
    }),
    [above, count, rowHeight, scroller],
  )

  const lay = useCallback((): void => {
    const now = extent()
    const next: Layout = {
      ...findVisibleRows(at.current, now, rowHeight, count),
      origin: at.current.top - at.current.offset,
      height: computeScrollHeight(now),
      away: at.current.offset > rowHeight / 2,
    }
    setLayout((before) => (same(before, next) ? before : next))
  }, [count, extent, rowHeight])

  /** Puts scroller and list together again without moving the list. */
  const stand = useCallback(
    (offset: number): void => {
      at.current = createPosition(offset, extent())
      lay()
      const element = scroller.current
      if (element === null || Math.abs(element.scrollTop - at.current.top) < 1) return
      // The new height may not be in the page yet.
      element
        .querySelector<HTMLElement>('[data-rows]')
        ?.style.setProperty('height', `${computeScrollHeight(extent())}px`)
      element.scrollTop = at.current.top
      // The browser rounds to device pixels.
      at.current = { ...at.current, top: element.scrollTop }
      lay()
    },
    [extent, lay, scroller],
  )

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    let settle: number | undefined
    let wheeledAt = -Infinity
    const onWheel = (): void => {
      wheeledAt = performance.now()
    }
    // Perhaps the thumb is taken.
    const onPress = (): void => {
      wheeledAt = -Infinity
    }
    const onScroll = (): void => {
      if (element.scrollTop === at.current.top) return
      const stepwise = performance.now() - wheeledAt < WHEEL_MS
      at.current = positionAfterScroll(at.current, element.scrollTop, extent(), stepwise)
      lay()
      window.clearTimeout(settle)
      if (isStuck(at.current, extent())) {
        stand(at.current.offset)
        return
      }
      settle = window.setTimeout(() => stand(at.current.offset), SCROLL_SETTLE_MS)
    }
    const onSize = new ResizeObserver(() => stand(at.current.offset))
    element.addEventListener('wheel', onWheel, { passive: true })
    element.addEventListener('pointerdown', onPress, { passive: true })
    element.addEventListener('scroll', onScroll, { passive: true })
    onSize.observe(element)
    return () => {
      window.clearTimeout(settle)
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('pointerdown', onPress)
      element.removeEventListener('scroll', onScroll)
      onSize.disconnect()
    }
  }, [extent, lay, scroller, stand])

  useLayoutEffect(() => {
    const before = height.current
    height.current = rowHeight
    if (before === rowHeight) {
      stand(at.current.offset)
      return
    }
    const row = anchor >= 0 ? anchor : Math.floor(at.current.offset / before)
    const seenAt = row * before - at.current.offset
    stand(row * rowHeight - seenAt)
    // The anchor only matters in the moment the height changes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [rowHeight, stand])

  const reveal = useCallback(
    (row: number): void => stand(findRevealOffset(row, rowHeight, at.current, extent())),
    [extent, rowHeight, stand],
  )
  const pageRows = useCallback(
    (): number => Math.max(1, Math.floor(extent().view / rowHeight)),
    [extent, rowHeight],
  )
  // The rows around those on screen come after them, and never hold them up.
  const settled = useDeferredValue(layout)
  const around = addOverscan(layout, OVERSCAN_ROWS, count)
  const range =
    settled === layout
      ? around
      : chooseRenderedRows(layout, around, addOverscan(settled, OVERSCAN_ROWS, count))
  return { ...layout, ...range, reveal, pageRows }
}

const same = (one: Layout, other: Layout): boolean =>
  one.first === other.first &&
  one.last === other.last &&
  one.origin === other.origin &&
  one.height === other.height &&
  one.away === other.away
