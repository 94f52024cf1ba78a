/**
 * Long lists scale the scroll range. Chromium lays out 33.5 M device px at most, so at 2× or zoomed in the rows of a long
 * list do not fit below one another. `top` is the position of the scroller, `offset` the position of the list; in short
 * lists they are equal. In long lists the wheel moves both by the same px, and the thumb moves the list in proportion.
 */
export interface ScrollPosition {
  /** The scroller's `scrollTop`. */
  readonly top: number
  /** Px of the list above the upper edge. */
  readonly offset: number
}

export interface ScrollExtent {
  /** Height of all rows, px. */
  readonly content: number
  /** Height of the visible part, px. */
  readonly view: number
  /** `devicePixelRatio`: of the screen times the zoom. */
  readonly ratio: number
}

const MAX_SCROLL_PX = 8_000_000
const MAX_DEVICE_PX = 33_000_000
/** No wheel moves farther between two frames. */
const MAX_WHEEL_SCREENS = 50

/** The height of the content of the scroller, px. */
export const computeScrollHeight = ({ content, ratio }: ScrollExtent): number =>
  Math.min(content, MAX_SCROLL_PX, Math.floor(MAX_DEVICE_PX / ratio))

const clamp = (value: number, max: number): number => Math.max(0, Math.min(value, Math.max(0, max)))
const maxTop = (extent: ScrollExtent): number => Math.max(0, computeScrollHeight(extent) - extent.view)
const maxOffset = (extent: ScrollExtent): number => Math.max(0, extent.content - extent.view)
const isScaled = (extent: ScrollExtent): boolean => computeScrollHeight(extent) < extent.content

/** The position of the scroller for this offset of the list. */
export function createPosition(offset: number, extent: ScrollExtent): ScrollPosition {
  const at = clamp(offset, maxOffset(extent))
  const top = isScaled(extent) ? (at / maxOffset(extent)) * maxTop(extent) : at
  return { top, offset: at }
}

/**
 * The position after the scroller was moved to `top`. `stepwise`: by the wheel, which moves the list by the same px,
 * however far. Otherwise a long move comes from the thumb, which moves the list in proportion.
 */
export function positionAfterScroll(
  from: ScrollPosition,
  top: number,
  extent: ScrollExtent,
  stepwise: boolean,
): ScrollPosition {
  if (!isScaled(extent)) return { top, offset: clamp(top, maxOffset(extent)) }
  const by = top - from.top
  const screens = Math.abs(by) / Math.max(1, extent.view)
  if (screens <= 1 || (stepwise && screens <= MAX_WHEEL_SCREENS))
    return { top, offset: clamp(from.offset + by, maxOffset(extent)) }
  return { top, offset: (clamp(top, maxTop(extent)) / maxTop(extent)) * maxOffset(extent) }
}

/** True when the scroller reached its end before the list did: then it has to be moved to its place again. */
export function isStuck({ top, offset }: ScrollPosition, extent: ScrollExtent): boolean {
  return (top <= 0 && offset > 0) || (top >= maxTop(extent) && offset < maxOffset(extent))
}

/** Rows of a list; `last` is not one of them. */
export interface RowRange {
  readonly first: number
  readonly last: number
}

/** The visible rows. */
export function findVisibleRows(
  { offset }: ScrollPosition,
  { view }: ScrollExtent,
  rowHeight: number,
  count: number,
): RowRange {
  return {
    first: clamp(Math.floor(offset / rowHeight), count),
    last: clamp(Math.ceil((offset + view) / rowHeight), count),
  }
}

/** Rows with some more above and below. */
export const addOverscan = ({ first, last }: RowRange, spare: number, count: number): RowRange => ({
  first: clamp(first - spare, count),
  last: clamp(last + spare, count),
})

/** The rows to render in this pass: the visible ones, and those around them that are rendered already. */
export function chooseRenderedRows(seen: RowRange, around: RowRange, there: RowRange): RowRange {
  if (there.last < seen.first || there.first > seen.last) return { first: seen.first, last: seen.last }
  return {
    first: Math.min(seen.first, Math.max(around.first, there.first)),
    last: Math.max(seen.last, Math.min(around.last, there.last)),
  }
}

/** The nearest offset at which the whole row is visible. */
export function findRevealOffset(
  row: number,
  rowHeight: number,
  { offset }: ScrollPosition,
  { view }: ScrollExtent,
): number {
  const upper = row * rowHeight
  if (upper < offset) return upper
  return upper + rowHeight > offset + view ? upper + rowHeight - view : offset
}
