/**
 * Long lists scale the scroll range. Chromium lays out 33.5 M device px at most, so the rows of a long list do not fit
 * under one another at 2× or zoomed in. `top` is where the scroller stands, `offset` where the list stands; they are
 * equal in short lists. In long ones the wheel moves both by the same px, and the thumb moves the list in proportion.
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
  /** Height of what is seen of them, px. */
  readonly view: number
  /** `devicePixelRatio`: the screen's and the zoom's. */
  readonly ratio: number
}

const MAX_SCROLL_PX = 8_000_000
const MAX_DEVICE_PX = 33_000_000
/** No wheel moves farther between two frames. */
const MAX_WHEEL_SCREENS = 50

/** How high the scroller's content is made, px. */
export const computeScrollHeight = ({ content, ratio }: ScrollExtent): number =>
  Math.min(content, MAX_SCROLL_PX, Math.floor(MAX_DEVICE_PX / ratio))

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, Math.max(0, most)))
const maxTop = (extent: ScrollExtent): number => Math.max(0, computeScrollHeight(extent) - extent.view)
const maxOffset = (extent: ScrollExtent): number => Math.max(0, extent.content - extent.view)
const isScaled = (extent: ScrollExtent): boolean => computeScrollHeight(extent) < extent.content

/** Stands the scroller where it belongs for this place in the list. */
export function createPosition(offset: number, extent: ScrollExtent): ScrollPosition {
  const at = clamp(offset, maxOffset(extent))
  const top = isScaled(extent) ? (at / maxOffset(extent)) * maxTop(extent) : at
  return { top, offset: at }
}

/**
 * Where the list stands after the scroller was moved to `top`. `stepwise`: by the wheel, which moves the list by the
 * same px however far; otherwise a leap is the thumb's and moves it in proportion.
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

/** True: the scroller has come to an end before the list has, and has to be stood where it belongs. */
export function isStuck({ top, offset }: ScrollPosition, extent: ScrollExtent): boolean {
  return (top <= 0 && offset > 0) || (top >= maxTop(extent) && offset < maxOffset(extent))
}

/** Rows of a list; `last` is not one of them. */
export interface RowRange {
  readonly first: number
  readonly last: number
}

/** The rows on screen. */
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

/** What is to be rendered at once: the rows on screen, and of those around them the ones that are there already. */
export function chooseRenderedRows(seen: RowRange, around: RowRange, there: RowRange): RowRange {
  if (there.last < seen.first || there.first > seen.last) return { first: seen.first, last: seen.last }
  return {
    first: Math.min(seen.first, Math.max(around.first, there.first)),
    last: Math.max(seen.last, Math.min(around.last, there.last)),
  }
}

/** The nearest place in the list from which the whole row is seen. */
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
