import { useCallback, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import { toTrackStyle, type Column } from './column.ts'

const KEYBOARD_STEP_PX = 16
const MIN_PX = 48

type OnResize = (columnId: string, px: number) => void

interface ResizeOptions<Row> {
  readonly scroller: RefObject<HTMLElement | null>
  readonly columns: readonly Column<Row>[]
  /** Called once, when the edge is released. */
  readonly onResize: OnResize | undefined
}

/** Columns are made wider and narrower at their edges: while an edge is dragged, only the tracks in the page change. */
export function useResize<Row>({ scroller, columns, onResize }: ResizeOptions<Row>) {
  const show = useCallback(
    (columnId: string, px: number): void => {
      const dragged = columns.map((column) =>
        column.id === columnId ? { ...column, width: `${px}px` } : column,
      )
      for (const [name, value] of Object.entries(toTrackStyle(dragged)))
        scroller.current?.style.setProperty(name, value)
    },
    [columns, scroller],
  )
  const onPointerDown = useCallback(
    (event: PointerEvent<HTMLElement>, columnId: string): void => {
      const edge = event.currentTarget
      edge.setPointerCapture(event.pointerId)
      const from = event.clientX
      const before = edge.parentElement?.offsetWidth ?? 0
      let now = before
      const move = (to: globalThis.PointerEvent): void => {
        now = Math.max(MIN_PX, Math.round(before + to.clientX - from))
        show(columnId, now)
      }
      const up = (): void => {
        edge.removeEventListener('pointermove', move)
        if (now !== before) onResize?.(columnId, now)
      }
      edge.addEventListener('pointermove', move)
      edge.addEventListener('lostpointercapture', up, { once: true })
    },
    [show, onResize],
  )
  /** Shift with an arrow, on the name of a column; false for any other key. */
  const onKey = useCallback(
    (event: KeyboardEvent<HTMLElement>, columnId: string): boolean => {
      const by = { ArrowLeft: -KEYBOARD_STEP_PX, ArrowRight: KEYBOARD_STEP_PX }[event.key]
      if (by === undefined || !event.shiftKey || onResize === undefined) return false
      const header = event.currentTarget.closest<HTMLElement>('[role="columnheader"]')
      onResize(columnId, Math.max(MIN_PX, (header?.offsetWidth ?? 0) + by))
      return true
    },
    [onResize],
  )
  const fit = useCallback(
    (columnId: string): void => {
      const at = columns.findIndex(({ id }) => id === columnId)
      const widest = measureContent(scroller.current, at)
      if (widest > 0) onResize?.(columnId, widest)
    },
    [columns, onResize, scroller],
  )
  return { onPointerDown, onKey, fit }
}

/** The width that the contents in sight of a column need, px. */
function measureContent(root: HTMLElement | null, at: number): number {
  const cells = root?.querySelectorAll<HTMLElement>(`[aria-colindex="${at + 1}"]`) ?? []
  const ruler = document.createElement('div')
  ruler.style.cssText = 'position:absolute;visibility:hidden;width:max-content'
  root?.append(ruler)
  let widest = 0
  for (const cell of cells) {
    const copy = cell.cloneNode(true)
    if (!(copy instanceof HTMLElement)) continue
    copy.style.cssText = 'position:static;width:max-content;margin:0'
    ruler.replaceChildren(copy)
    widest = Math.max(widest, Math.ceil(copy.getBoundingClientRect().width))
  }
  ruler.remove()
  return widest === 0 ? 0 : Math.max(MIN_PX, widest + 1)
}
