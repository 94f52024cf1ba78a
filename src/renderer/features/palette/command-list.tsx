/* oxlint-disable jsx-a11y/prefer-tag-over-role -- <select> and <datalist> hold neither keys nor disabled rows as shown here. */
import type { LucideIcon } from 'lucide-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { useEnabledCommands } from '#renderer/stores/commands/index.ts'
import { useViews } from '#renderer/stores/views/index.ts'
import { cx } from '#renderer/ui/cx.ts'
import { KeyCaps } from '#renderer/ui/key-caps.tsx'
import { paletteWords as words } from '#shared/text/palette.ts'
import { findEntries, type PaletteEntry } from './palette-entries.ts'

interface CommandListProps {
  readonly icon: LucideIcon
  readonly onRun: (entry: PaletteEntry) => void
}

/** The field and what fits it. The focus stays in the field; the arrows move the choice. */
export function CommandList({ icon: Icon, onRun }: CommandListProps) {
  const id = useId()
  const enabled = useEnabledCommands()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const views = useViews((store) => store.views)
  const found = findEntries(typed, enabled, views)
  const runnable = found.filter(({ isEnabled }) => isEnabled)
  const at = Math.min(chosen, runnable.length - 1)
  const active = runnable[at]

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined && runnable.length > 0) {
      setChosen((at + by + runnable.length) % runnable.length)
      event.preventDefault()
    }
    if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault()
      onRun(active)
    }
  }
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-3">
        <Icon aria-hidden size={15} className="text-muted" />
        <input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to type in it.
          autoFocus
          role="combobox"
          aria-label={words.search}
          aria-expanded
          aria-controls={id}
          aria-activedescendant={active === undefined ? undefined : `${id}-${active.id}`}
          placeholder={words.search}
          spellCheck={false}
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
          className="h-11 grow bg-transparent text-md outline-none"
        />
      </div>
      <div id={id} role="listbox" aria-label={words.title} className="min-h-0 overflow-y-auto p-1">
        {found.map((entry) => (
          <CommandOption
            key={entry.id}
            id={`${id}-${entry.id}`}
            entry={entry}
            isChosen={entry === active}
            onPoint={() => setChosen(runnable.indexOf(entry))}
            onRun={() => onRun(entry)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="p-4 pt-2 text-center text-muted">{words.none}</p>}
      <p aria-hidden className="shrink-0 border-t border-line px-3 py-1.5 text-xs text-muted">
        {words.hint}
      </p>
    </>
  )
}

interface CommandOptionProps {
  readonly id: string
  readonly entry: PaletteEntry
  readonly isChosen: boolean
  readonly onPoint: () => void
  readonly onRun: () => void
}

function CommandOption({ id, entry, isChosen, onPoint, onRun }: CommandOptionProps) {
  const { label, keys, isEnabled } = entry
  return (
    // The search field keeps the focus and handles the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={isChosen ? scrollIntoSight : undefined}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-disabled={!isEnabled}
      onPointerMove={isEnabled ? onPoint : undefined}
      onClick={isEnabled ? onRun : undefined}
      className={cx(
        'flex h-8 items-center gap-2 rounded px-2',
        isChosen && 'bg-accent-soft',
        !isEnabled && 'text-muted opacity-60',
      )}
    >
      <span className="grow truncate">{label}</span>
      {keys !== undefined && <KeyCaps keys={keys} />}
    </div>
  )
}

const scrollIntoSight = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' })
