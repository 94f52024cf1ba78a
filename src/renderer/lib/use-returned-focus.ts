import { useLayoutEffect, useRef, type RefObject } from 'react'

/** Gives the focus back to the button that opened a form in its place, once the form has closed and taken the focus along. */
export function useReturnedFocus(isOpen: boolean, button: RefObject<HTMLButtonElement | null>): void {
  const wasOpen = useRef(false)
  // In the moment in which the form goes: later something else may have taken the focus.
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen, button])
}
