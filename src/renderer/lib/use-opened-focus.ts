import { useEffect, type RefObject } from 'react'

/**
 * Moves the focus into something that has just opened, to the first element that fits the selector, and back to where it
 * was when that closes with the focus still in it.
 */
export function useOpenedFocus(root: RefObject<HTMLElement | null>, selector: string): void {
  useEffect(() => {
    const element = root.current
    const before = document.activeElement
    const enter = (): void => {
      if (element?.contains(document.activeElement) === false)
        element.querySelector<HTMLElement>(selector)?.focus({ preventScroll: false })
    }
    enter()
    // A menu that it was opened from gives the focus back to its button in a moment.
    const frame = requestAnimationFrame(() => requestAnimationFrame(enter))
    return () => {
      cancelAnimationFrame(frame)
      const isLost =
        element?.contains(document.activeElement) === true || document.activeElement === document.body
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [root, selector])
}
