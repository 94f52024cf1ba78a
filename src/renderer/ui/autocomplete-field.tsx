import { Autocomplete as Base } from '@base-ui/react/autocomplete'
import { Search } from 'lucide-react'
import { useId, useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from 'react'
import { keyLabel } from '#renderer/lib/keys.ts'
import { cx } from './cx.ts'
import { POPUP_LOOK } from './menu.tsx'
import { FIELD_LOOK } from './text-field.tsx'

/** What may stand in place of a stretch of the text. */
export interface Completion {
  readonly from: number
  readonly to: number
  readonly options: readonly { readonly insert: string; readonly hint: string }[]
}

interface AutocompleteFieldProps {
  readonly label: string
  /** What is searched; shown while it is empty. */
  readonly hint: string
  /** The keys that lead here. */
  readonly keys: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly complete: (text: string, cursor: number) => Completion
  /** The id of the element that says what is not understood. */
  readonly problemId: string | null
  readonly ref?: Ref<HTMLInputElement>
}

/** A search field that completes the word at the cursor. Esc closes its list, then empties it, then leaves it. */
export function AutocompleteField(props: AutocompleteFieldProps) {
  const { label, hint, keys, value, onChange, complete, problemId, ref } = props
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => input.current)
  const [cursor, setCursor] = useState(0)
  const [open, setOpen] = useState(false)
  /** Where the cursor goes once the completed text is in the field. */
  const placed = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (placed.current === null) return
    input.current?.setSelectionRange(placed.current, placed.current)
    placed.current = null
  })

  const { from, to, options } = complete(value, Math.min(cursor, value.length))
  const shown = open && options.length > 0
  const take = (inserted: string): void => {
    const more = /[:=]$/.test(inserted)
    const text = more || value.charAt(to) === ' ' ? inserted : `${inserted} `
    placed.current = from + text.length
    setCursor(placed.current)
    onChange(value.slice(0, from) + text + value.slice(to))
    // Behind a key come its values.
    setOpen(more)
  }
  return (
    <Base.Root
      items={options}
      mode="none"
      value={value}
      open={shown}
      onOpenChange={(next, { reason }) => {
        if (reason !== 'item-press') setOpen(next)
      }}
      onValueChange={(text, { reason }) => {
        if (reason === 'item-press') {
          take(text)
          return
        }
        setCursor(input.current?.selectionStart ?? text.length)
        onChange(text)
      }}
      itemToStringValue={(option) => option.insert}
    >
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Base.InputGroup className="relative w-72 min-w-24 shrink-[4] max-[760px]:grow">
        <Search aria-hidden size={14} className="absolute top-1/2 left-2 -translate-y-1/2 text-muted" />
        <Base.Input
          ref={input}
          id={id}
          placeholder={hint}
          spellCheck={false}
          aria-invalid={problemId !== null}
          aria-describedby={problemId ?? undefined}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? value.length)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || shown) return
            event.preventDefault()
            if (value === '') event.currentTarget.blur()
            else onChange('')
          }}
          className={cx(FIELD_LOOK, 'peer h-7! pr-14 pl-7 text-ellipsis')}
        />
        <kbd
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 font-sans text-xs text-muted peer-focus:hidden"
        >
          {value === '' ? keyLabel(keys) : ''}
        </kbd>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner align="start" sideOffset={4} className="z-40 outline-none">
          <Base.Popup className={cx(POPUP_LOOK, 'max-h-80 w-(--anchor-width) overflow-y-auto')}>
            <Base.List>
              {(option: Completion['options'][number]) => (
                <Base.Item
                  key={option.insert}
                  value={option}
                  className="flex h-7 items-center gap-2 rounded px-2 outline-none data-highlighted:bg-surface-3"
                >
                  <span className="truncate font-mono text-xs">{option.insert}</span>
                  <span className="grow truncate text-right text-xs text-muted">{option.hint}</span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
