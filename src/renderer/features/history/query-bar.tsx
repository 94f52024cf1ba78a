import { Search, X } from 'lucide-react'
import { useLayoutEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { toQuery, useHistoryView } from '#renderer/stores/history-view/index.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { historyWords } from '#shared/text/history.ts'
import { ConditionChip } from './condition-chip.tsx'
import { PresetChips } from './preset-chips.tsx'
import { QueryField } from './query-field.tsx'

const words = historyWords.filter

/**
 * The query of the history: what is understood of it as chips, words and the rest as text behind them. The arrows go from
 * the text into the chips and through them.
 */
export function QueryBar() {
  const bar = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  /** The place of the chip that is removed: the one that comes there gets the focus. */
  const removed = useRef<number | null>(null)
  const conditions = useHistoryView((view) => view.conditions)
  const hasText = useHistoryView((view) => view.text !== '')
  const search = useHistoryView((view) => view.search)
  const editCondition = useHistoryView((view) => view.editCondition)
  const focusField = (): void => field.current?.focus()
  useCommand('find', () => {
    focusField()
    field.current?.select()
  })
  useLayoutEffect(() => {
    const place = removed.current
    removed.current = null
    if (place === null) return
    const chips = findChips(bar.current)
    ;(chips[place] ?? chips.at(-1) ?? field.current)?.focus()
  })
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const chips = findChips(bar.current)
    const at = chips.findIndex((chip) => chip === event.target)
    if (at === -1) return
    if (event.key === 'Delete' || event.key === 'Backspace') removed.current = at
    const next = findNext(chips, at, event.key)
    if (next === undefined) return
    event.preventDefault()
    ;(next ?? field.current)?.focus()
  }
  /** With all of the text chosen, the chips are meant too. */
  const onCopy = (event: ClipboardEvent<HTMLElement>): void => {
    const text = field.current
    if (event.target !== text || text === null || conditions.length === 0) return
    if (text.selectionStart !== 0 || text.selectionEnd !== text.value.length) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', toQuery(useHistoryView.getState()))
    if (event.type === 'cut') search('')
  }
  return (
    // A press beside the text begins to write, as in any field.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- its parts take the keys.
    <div
      ref={bar}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onCut={onCopy}
      onMouseDown={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        focusField()
      }}
      className="flex max-h-21 min-w-0 grow flex-wrap items-center gap-1 overflow-y-auto rounded border border-line-strong bg-surface px-2 py-px has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent"
    >
      <Search aria-hidden size={14} className="pointer-events-none shrink-0 text-muted" />
      <ul aria-label={words.active} className="contents">
        <PresetChips />
        {conditions.map((condition, place) => (
          <ConditionChip
            key={condition}
            condition={condition}
            isTabStop={place === conditions.length - 1}
            onChange={(by) => editCondition(place, by)}
            onDone={focusField}
          />
        ))}
      </ul>
      <QueryField ref={field} onLeaveLeft={() => findChips(bar.current).at(-1)?.focus()} />
      {(hasText || conditions.length > 0) && (
        <IconButton
          label={words.clear}
          icon={X}
          onClick={() => {
            search('')
            focusField()
          }}
        />
      )}
    </div>
  )
}

const findChips = (bar: HTMLElement | null): readonly HTMLElement[] => [
  ...(bar?.querySelectorAll<HTMLElement>('[data-chip]') ?? []),
]

/** The chip that a key leads to; null for the text behind the chips, undefined where the key means nothing. */
function findNext(chips: readonly HTMLElement[], at: number, key: string): HTMLElement | null | undefined {
  switch (key) {
    case 'ArrowLeft':
      return chips[at - 1]
    case 'ArrowRight':
      return chips[at + 1] ?? null
    case 'Home':
      return chips[0]
    case 'End':
      return null
    default:
      return undefined
  }
}
