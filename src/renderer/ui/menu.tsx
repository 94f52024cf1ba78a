import { Menu as Base } from '@base-ui/react/menu'
import { Check, ChevronRight, Ellipsis, type LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly onSelect: () => void
  readonly icon?: LucideIcon
  /** In place of the icon. */
  readonly sign?: ReactNode
  /** After the label: the chosen one's tick. */
  readonly mark?: LucideIcon
  /** Beside the label, muted: keys or an id. */
  readonly hint?: string
  readonly disabled?: boolean
  readonly danger?: boolean
  /** A choice that is on or off: it shows a tick, and the menu stays open. */
  readonly checked?: boolean
  /** A line above this item. */
  readonly separated?: boolean
  /** A menu of its own, which opens beside it. */
  readonly items?: readonly MenuItem[]
}

interface MenuProps {
  readonly items: readonly MenuItem[]
  /** The button that opens it; without one it is ⋯ with this name. */
  readonly trigger?: ReactElement
  readonly label: string
  readonly align?: 'start' | 'end'
  /** Opened from elsewhere too (a command). */
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
}

/** The surface of every menu. */
export const POPUP_LOOK = 'min-w-44 rounded-card border border-line bg-surface p-1 shadow-float outline-none'

const POPUP_SIZE = cx(POPUP_LOOK, 'max-h-(--available-height) max-w-96 overflow-y-auto')

/** A menu of actions under a button, ⋯ by default. */
export function Menu({ items, trigger, label, align = 'end', ...control }: MenuProps) {
  return (
    <Base.Root {...control}>
      <Base.Trigger render={trigger ?? <IconButton label={label} icon={Ellipsis} />} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-40 outline-none">
          <Base.Popup aria-label={label} className={POPUP_SIZE}>
            {items.map((item) => (
              <MenuRow key={item.id} item={item} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** One action in an open menu. */
export function MenuRow({ item }: { readonly item: MenuItem }) {
  const Icon = item.icon
  const Mark = item.mark
  const look = cx(
    'flex h-7 items-center gap-2 rounded px-2 outline-none data-highlighted:bg-surface-3 data-disabled:opacity-45',
    item.danger && 'text-red',
  )
  const content = (
    <>
      {Icon && <Icon aria-hidden size={14} />}
      {/* The label says it: a sign's own word would be read before it. */}
      {item.sign && (
        <span aria-hidden className="contents">
          {item.sign && <span className="flex w-3.5 shrink-0 justify-center">{item.sign}</span>}
        </span>
      )}
      <span className="grow truncate">{item.label}</span>
      {item.hint && <span className="pl-4 text-xs text-muted">{item.hint}</span>}
      {Mark && <Mark aria-hidden size={14} />}
    </>
  )
  return (
    <>
      {item.separated && <Base.Separator className="my-1 border-t border-line" />}
      {item.items !== undefined ? (
        <Submenu items={item.items} label={item.label} look={look}>
          {content}
        </Submenu>
      ) : item.checked === undefined ? (
        <Base.Item disabled={item.disabled ?? false} onClick={item.onSelect} className={look}>
          {content}
        </Base.Item>
      ) : (
        <Base.CheckboxItem
          checked={item.checked}
          closeOnClick={false}
          disabled={item.disabled ?? false}
          onCheckedChange={item.onSelect}
          className={look}
        >
          <Base.CheckboxItemIndicator keepMounted className="flex data-unchecked:invisible">
            <Check aria-hidden size={14} />
          </Base.CheckboxItemIndicator>
          {content}
        </Base.CheckboxItem>
      )}
    </>
  )
}

interface SubmenuProps {
  readonly items: readonly MenuItem[]
  readonly label: string
  readonly look: string
  readonly children: ReactNode
}

/** A menu beside the item that opens it. */
function Submenu({ items, label, look, children }: SubmenuProps) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={look}>
        {children}
        <ChevronRight aria-hidden size={14} />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner sideOffset={2} alignOffset={-4} className="z-40 outline-none">
          <Base.Popup aria-label={label} className={POPUP_SIZE}>
            {items.map((item) => (
              <MenuRow key={item.id} item={item} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  )
}
