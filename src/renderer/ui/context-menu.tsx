import { ContextMenu as Base } from '@base-ui/react/context-menu'
import { useRef, useState, type ReactElement } from 'react'
import { MenuRow, POPUP_LOOK, type MenuItem } from './menu.tsx'

interface ContextMenuProps {
  readonly label: string
  /** The actions for what lies under the pointer, or has the focus; none: no menu. */
  readonly itemsFor: (target: EventTarget) => readonly MenuItem[]
  readonly children: ReactElement
}

/** The menu of the right mouse button, and of the menu key. */
export function ContextMenu({ label, itemsFor, children }: ContextMenuProps) {
  const [items, setItems] = useState<readonly MenuItem[]>([])
  const origin = useRef<HTMLElement>(null)
  return (
    <Base.Root>
      <Base.Trigger
        render={children}
        onContextMenu={(event) => {
          const next = itemsFor(event.target)
          origin.current =
            event.target instanceof Element ? event.target.closest<HTMLElement>('[tabindex]') : null
          setItems(next)
          if (next.length > 0) return
          event.preventDefault()
          event.preventBaseUIHandler()
        }}
      />
      <Base.Portal>
        <Base.Positioner className="z-40 outline-none">
          <Base.Popup aria-label={label} finalFocus={origin} className={POPUP_LOOK}>
            {items.map((item) => (
              <MenuRow key={item.id} item={item} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
