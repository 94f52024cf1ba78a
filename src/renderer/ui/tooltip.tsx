import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'

interface TooltipProps {
  readonly text: string
  /** The element it belongs to; it receives the handlers. */
  readonly children: ReactElement
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A short text beside an element under the pointer or in focus. Never the only place of an information. */
export function Tooltip({ text, children, side = 'bottom' }: TooltipProps) {
  return (
    <Base.Root
      // Esc is the screen's: a panel must not need a second one because a tooltip happens to show.
      onOpenChange={(_isOpen, details) => {
        if (details.reason !== 'escape-key') return
        details.cancel()
        details.allowPropagation()
      }}
    >
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="max-w-80 rounded border border-line bg-surface px-2 py-1 text-xs shadow-float">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Shares the delay between all tooltips; once round the app. */
export const TooltipProvider = Base.Provider
