import { useContext, useEffect, useLayoutEffect, useRef } from 'react'
import { ScreenInUse } from '#renderer/stores/commands/index.ts'
import { isOccupied } from '#renderer/lib/keys.ts'

/** Calls back with what is pasted anywhere on the screen, unless a field has the focus. */
export function usePagePaste(onPaste: (data: DataTransfer) => void): void {
  const latest = useRef(onPaste)
  useEffect(() => {
    latest.current = onPaste
  })
  const isInUse = useContext(ScreenInUse)
  // As soon as the screen is there: what is pasted in its first moment is not lost.
  useLayoutEffect(() => {
    if (!isInUse) return undefined
    const paste = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || event.clipboardData === null || isOccupied()) return
      event.preventDefault()
      latest.current(event.clipboardData)
    }
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [isInUse])
}
