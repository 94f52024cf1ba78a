import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export interface Tab<Id extends string = string> {
  readonly id: Id
  readonly label: string
  /** Shown after the label, muted. */
  readonly count?: number
}

interface TabsProps<Id extends string> {
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly value: Id
  readonly onChange: (id: Id) => void
  /** The panel of the chosen tab. */
  readonly children: ReactNode
}

/** Tabs with arrow keys; the panel fills the height that is left. */
export function Tabs<Id extends string>({ label, tabs, value, onChange, children }: TabsProps<Id>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(id) => onChange(id as Id)}
      className="flex min-h-0 grow flex-col"
    >
      <Base.List aria-label={label} className="flex shrink-0 gap-1 border-b border-line px-3">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            className="-mb-px h-8 border-b-2 border-transparent px-2 text-muted hover:text-text data-active:border-accent data-active:text-text"
          >
            {tab.label}
            {tab.count !== undefined && <span className="pl-1 text-muted">{tab.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel value={value} className="flex min-h-0 grow flex-col">
        {children}
      </Base.Panel>
    </Base.Root>
  )
}
