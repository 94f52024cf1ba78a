import { useEffect, useRef } from 'react'

/**
 * Calls `onOpen` with the row that a double click began on. The panel that its first click opened may lie under the pointer by
 * then, so the window is listened to. Returns the function that says which row was clicked.
 */
export function useDoubleClick(onOpen: ((row: number) => void) | undefined): (row: number) => void {
  const clicked = useRef(-1)
  useEffect(() => {
    const onMouseDown = (event: MouseEvent): void => {
      if (event.detail <= 1) clicked.current = -1
    }
    const onDoubleClick = (): void => {
      const row = clicked.current
      // In a task of its own: what the second click changed is drawn in the task of the click.
      if (row >= 0) window.setTimeout(() => onOpen?.(row))
    }
    window.addEventListener('mousedown', onMouseDown, { capture: true })
    window.addEventListener('dblclick', onDoubleClick)
    return () => {
      window.removeEventListener('mousedown', onMouseDown, { capture: true })
      window.removeEventListener('dblclick', onDoubleClick)
    }
  }, [onOpen])
  return (row) => {
    clicked.current = row
  }
}
