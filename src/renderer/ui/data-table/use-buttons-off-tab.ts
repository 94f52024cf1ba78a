import { useEffect, type RefObject } from 'react'

const BUTTONS = '[data-row] button, [data-row] a[href]'

/** Takes the buttons in the rows of a table out of the order of Tab: the table is one stop, the arrows lead to them. */
export function useButtonsOffTab(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const refresh = (): void => {
      for (const button of element.querySelectorAll<HTMLElement>(BUTTONS))
        if (button.tabIndex !== -1) button.tabIndex = -1
    }
    const observer = new MutationObserver(refresh)
    observer.observe(element, { subtree: true, childList: true })
    refresh()
    return () => observer.disconnect()
  }, [scroller])
}
