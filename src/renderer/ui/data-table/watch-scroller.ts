/** The smooth scrolling of the browser may go on for this time after the wheel was turned. */
const SMOOTH_SCROLL_MS = 400

interface ScrollerCallbacks {
  /** It was scrolled. `stepwise`: by the wheel, row by row; else by the thumb, which moves the list by its own scale. */
  readonly onScroll: (stepwise: boolean) => void
  /** Its height, px; called once at the beginning. */
  readonly onHeight: (height: number) => void
}

/** Tells how an element is scrolled and sized, until the function it returns is called. */
export function watchScroller(element: HTMLElement, { onScroll, onHeight }: ScrollerCallbacks): () => void {
  let wheeledAt = -Infinity
  const noteWheel = (): void => {
    wheeledAt = performance.now()
  }
  // The press may be on the thumb.
  const notePress = (): void => {
    wheeledAt = -Infinity
  }
  const noteScroll = (): void => onScroll(performance.now() - wheeledAt < SMOOTH_SCROLL_MS)
  const resizes = new ResizeObserver(([entry]) => onHeight(entry?.contentRect.height ?? 0))
  element.addEventListener('wheel', noteWheel, { passive: true })
  element.addEventListener('pointerdown', notePress, { passive: true })
  element.addEventListener('scroll', noteScroll, { passive: true })
  resizes.observe(element)
  return () => {
    element.removeEventListener('wheel', noteWheel)
    element.removeEventListener('pointerdown', notePress)
    element.removeEventListener('scroll', noteScroll)
    resizes.disconnect()
  }
}
