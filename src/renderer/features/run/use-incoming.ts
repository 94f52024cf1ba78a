import { useEffect, useRef } from 'react'
import { isOccupied } from '#renderer/lib/keys.ts'

interface Incoming {
  readonly onText: (text: string) => void
  readonly onFiles: (count: number) => void
}

/**
 * Takes what is pasted or dropped anywhere on the screen. A paste goes to a field instead when one has the focus.
 */
export function useIncoming(incoming: Incoming): void {
  const latest = useRef(incoming)
  useEffect(() => {
    latest.current = incoming
  })
  useEffect(() => {
    const take = (data: DataTransfer): void => {
      const files = data.files.length
      if (files > 0) latest.current.onFiles(files)
      else latest.current.onText(data.getData('text/plain'))
    }
    const paste = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || event.clipboardData === null || isOccupied()) return
      event.preventDefault()
      take(event.clipboardData)
    }
    const over = (event: DragEvent): void => {
      if (isField(event.target)) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
    }
    const drop = (event: DragEvent): void => {
      if (isField(event.target) || event.dataTransfer === null) return
      event.preventDefault()
      take(event.dataTransfer)
    }
    window.addEventListener('paste', paste)
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('paste', paste)
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [])
}

/** Text may be dropped into a field as anywhere else in the system. */
const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea')
