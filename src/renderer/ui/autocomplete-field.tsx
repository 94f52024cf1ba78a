import { Autocomplete as Base } from '@base-ui/react/autocomplete'
import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from 'react'
import { cx } from './cx.ts'
import { POPUP_LOOK } from './menu.tsx'
import { UnderlinedText, type Stretch } from './underlined-text.tsx'

/** What may stand in place of a stretch of the text. */
export interface Completion extends Stretch {
  /** `goesOn`: more of the same word is to follow. */
  readonly options: readonly {
    readonly insert: string
    readonly hint: string
    readonly goesOn?: boolean
  }[]
}

interface AutocompleteFieldProps {
  readonly label: string
  /** What is searched; shown while it is empty. */
  readonly hint?: string
  readonly value: string
  /** Takes the text with the cursor in it, and answers where the cursor is in the text that is shown then. */
  readonly onChange: (value: string, cursor: number) => number
  readonly complete: (text: string, cursor: number) => Completion
  /** Called where the cursor goes. */
  readonly onCursor?: (text: string, cursor: number) => void
  /** The id of the element that says what is not understood. */
  readonly problemId?: string | null
  /** The stretches that are not understood. */
  readonly broken?: readonly Stretch[]
  /** A key that the list of completions has no use for. */
  readonly onKey?: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly onBlur?: () => void
  readonly className?: string
  readonly ref?: Ref<HTMLInputElement>
}

/** A text field without a frame that completes the word at the cursor. Esc closes its list first. */
export function AutocompleteField(props: AutocompleteFieldProps) {
  const { label, hint, value, onChange, complete, onCursor, onKey, onBlur, className, ref } = props
  const { broken = [], problemId = null } = props
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => input.current)
  const [cursor, setCursor] = useState(0)
  const [open, setOpen] = useState(false)
  /** Where the cursor goes once the new text is in the field. */
  const placed = useRef<number | null>(null)
  useLayoutEffect(() => {
    const [field, at] = [input.current, placed.current]
    placed.current = null
    if (at !== null && field?.selectionStart !== at) field?.setSelectionRange(at, at)
  })

  useEffect(() => onCursor?.(value, Math.min(cursor, value.length)), [onCursor, value, cursor])

  const { from, to, options } = complete(value, Math.min(cursor, value.length))
  const shown = open && options.length > 0
  const change = (text: string, at: number): void => {
    placed.current = onChange(text, at)
    setCursor(placed.current)
  }
  const take = (inserted: string): void => {
    const goesOn = options.find((option) => option.insert === inserted)?.goesOn === true
    const more = goesOn || /[:=]$/.test(inserted)
    const text = more || value.charAt(to) === ' ' ? inserted : `${inserted} `
    change(value.slice(0, from) + text + value.slice(to), from + text.length)
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
        if (reason === 'item-press') take(text)
        else change(text, input.current?.selectionStart ?? text.length)
      }}
      itemToStringValue={(option) => option.insert}
    >
      <Base.InputGroup className={cx('relative', className)}>
        <UnderlinedText input={input} text={value} stretches={broken} />
        <Base.Input
          ref={input}
          // Not a <label>: an open list hides all but the field from screen readers.
          aria-label={label}
          placeholder={hint}
          spellCheck={false}
          aria-invalid={problemId !== null}
          aria-describedby={problemId ?? undefined}
          onSelect={(event) => {
            const at = event.currentTarget.selectionStart ?? value.length
            setCursor(at)
          }}
          onBlur={() => {
            // Left open, the list would hide the rest of the window from screen readers.
            setOpen(false)
            onBlur?.()
          }}
          onKeyDown={(event) => {
            const isChosen = event.currentTarget.getAttribute('aria-activedescendant') !== null
            if ((event.key === 'Escape' && shown) || (event.key === 'Enter' && isChosen)) return
            onKey?.(event)
            if (event.key === 'Enter') setOpen(false)
          }}
          className="relative h-6 w-full bg-transparent text-ellipsis outline-none"
        />
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner align="start" sideOffset={6} className="z-40 outline-none">
          <Base.Popup className={cx(POPUP_LOOK, 'max-h-80 w-120 max-w-[calc(100vw-16px)] overflow-y-auto')}>
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
