/* oxlint-disable jsx-a11y/prefer-tag-over-role -- <hr> takes neither focus nor a value. */
import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { cx } from './cx.ts'

interface SidePanelProps {
  readonly label: string
  /** Px; kept by the caller. */
  readonly width: number
  readonly least: number
  readonly most: number
  /** Called once, when the edge is released. */
  readonly onWidth: (width: number) => void
  /** The name of the edge that is dragged. */
  readonly resizeLabel: string
  readonly children: ReactNode
}

const KEYBOARD_STEP_PX = 16

/** A pane at the right of a list, its width set by dragging its edge. Under 1100 px of window it lies over the list. */
export function SidePanel({ label, width, least, most, onWidth, resizeLabel, children }: SidePanelProps) {
  const [dragged, setDragged] = useState<number | null>(null)
  const clamp = (value: number): number => Math.round(Math.max(least, Math.min(most, value)))
  const shown = dragged ?? width

  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const edge = event.currentTarget
    edge.setPointerCapture(event.pointerId)
    const from = event.clientX
    let now = width
    const move = (to: globalThis.PointerEvent): void => {
      now = clamp(width + from - to.clientX)
      setDragged(now)
    }
    const up = (): void => {
      edge.removeEventListener('pointermove', move)
      setDragged(null)
      if (now !== width) onWidth(now)
    }
    edge.addEventListener('pointermove', move)
    edge.addEventListener('lostpointercapture', up, { once: true })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: KEYBOARD_STEP_PX, ArrowRight: -KEYBOARD_STEP_PX }[event.key]
    if (by === undefined) return
    event.preventDefault()
    onWidth(clamp(width + by))
  }
  return (
    <aside
      aria-label={label}
      className={cx(
        'relative flex shrink-0 flex-col border-l border-line bg-surface',
        'max-[1100px]:absolute max-[1100px]:inset-y-0 max-[1100px]:right-0 max-[1100px]:z-20 max-[1100px]:max-w-[calc(100%-48px)] max-[1100px]:shadow-float',
      )}
      style={{ width: shown }}
    >
      <div
        role="separator"
        aria-label={resizeLabel}
        aria-orientation="vertical"
        aria-valuenow={shown}
        aria-valuemin={least}
        aria-valuemax={most}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
        className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize hover:bg-accent-soft focus-visible:outline-offset-0"
      />
      {children}
    </aside>
  )
}
