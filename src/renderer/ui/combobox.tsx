import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown, Plus } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { foldText } from '#shared/format/fold.ts'

export interface ComboboxOption {
  readonly id: string
  readonly label: string
  /** Beside the label, mono: an id. */
  readonly hint?: string
  readonly sign?: ReactNode
}

/** What typed text offers beside the options: something to do with it, or a sentence why there is nothing. */
export type ComboboxOffer =
  | { readonly kind: 'action'; readonly label: string; readonly onSelect: () => void }
  | { readonly kind: 'sentence'; readonly text: string }

interface ComboboxProps {
  readonly label: string
  readonly placeholder: string
  /** The name of the arrow that opens the list. */
  readonly openLabel: string
  readonly options: readonly ComboboxOption[]
  readonly value: string | null
  readonly onChange: (id: string) => void
  readonly offer: (typed: string) => ComboboxOffer | null
  /** Changes a typed or pasted text before the field shows it, such as an address to the id in it. */
  readonly read?: (typed: string) => string
  /** Takes a typed text that needs no choosing, and says that it did: a whole id. */
  readonly take?: (typed: string) => boolean
  /** Called with the text in the field that is no chosen option yet; null when there is none. */
  readonly onPending?: (typed: string | null) => void
  readonly inputRef?: Ref<HTMLInputElement>
  /** Takes a pasted text that does not belong here, and says that it did. */
  readonly onForeignPaste?: (text: string) => boolean
}

/** Cannot be an option's id: ids have no spaces. */
const OFFER = ' offer'

/** One of many, found by typing its name or its id; 36 px high. */
export function Combobox(props: ComboboxProps) {
  const { label, placeholder, openLabel, options, value, onChange, offer, onForeignPaste } = props
  const { read = (typed) => typed, take, onPending, inputRef } = props
  const id = useId()
  /** The text in the field while it is not the chosen option's name. It stays until it is chosen or given up. */
  const [typed, setTyped] = useState<string | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  /** The last key completed an id that was taken: the list of options has no more to say. */
  const isTaken = useRef(false)
  const pending = typed === null || typed.trim() === '' ? null : typed.trim()
  useEffect(() => onPending?.(pending), [pending, onPending])
  useEffect(() => () => onPending?.(null), [onPending])
  const chosen = options.find((option) => option.id === value) ?? null
  const found =
    typed === null || typed.trim() === '' ? options : options.filter((option) => fits(option, typed))
  const offered = typed === null || typed.trim() === '' ? null : offer(typed)
  const items: readonly ComboboxOption[] =
    offered?.kind === 'action' ? [...found, { id: OFFER, label: offered.label }] : found
  const type = (text: string): void => {
    const kept = read(text)
    isTaken.current = take?.(kept) === true
    setTyped(isTaken.current ? null : kept)
    if (isTaken.current) setIsOpen(false)
  }
  /** What was typed is chosen when it is the whole name of one option; otherwise it stays, and is not chosen. */
  const close = (): void => {
    const [named, ...others] = pending === null ? [] : options.filter((option) => isNamed(option, pending))
    if (pending === null) setTyped(null)
    else if (named !== undefined && others.length === 0) choose(named)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || pending === null) return
    event.preventDefault()
    setTyped(null)
  }
  const choose = (option: ComboboxOption | null): void => {
    setTyped(null)
    if (option === null) return
    if (option.id !== OFFER) onChange(option.id)
    else if (offered?.kind === 'action') offered.onSelect()
  }
  return (
    <Base.Root
      items={items}
      filter={null}
      value={chosen}
      onValueChange={choose}
      isItemEqualToValue={(a, b) => a.id === b.id}
      itemToStringLabel={(option) => option.label}
      itemToStringValue={(option) => option.id}
      inputValue={typed ?? chosen?.label ?? ''}
      onInputValueChange={(text, { reason }) => {
        if (reason === 'input-change') type(text)
      }}
      open={isOpen}
      onOpenChange={(open, { reason }) => {
        setIsOpen(open && !(reason === 'input-change' && isTaken.current))
        if (open || reason === 'item-press') return
        if (reason === 'escape-key') setTyped(null)
        else close()
      }}
      autoHighlight
    >
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Base.InputGroup className="relative flex h-9 items-center gap-2 rounded border border-line-strong bg-surface pr-1 pl-2.5 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent">
        {typed === null && chosen?.sign}
        <Base.Input
          id={id}
          ref={inputRef}
          onKeyDown={onKeyDown}
          placeholder={placeholder}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          onPaste={(event) => {
            if (onForeignPaste?.(event.clipboardData.getData('text/plain')) === true) event.preventDefault()
          }}
          className="h-full min-w-0 grow bg-transparent font-semibold outline-none placeholder:font-normal"
        />
        {typed === null && chosen?.hint !== undefined && (
          <span className="shrink-0 font-mono text-xs text-muted">{chosen.hint}</span>
        )}
        <Base.Trigger
          aria-label={openLabel}
          className="inline-flex size-7 shrink-0 items-center justify-center rounded text-muted hover:bg-surface-3"
        >
          <ChevronsUpDown aria-hidden size={14} />
        </Base.Trigger>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-40 outline-none">
          <Base.Popup className="flex max-h-80 w-(--anchor-width) flex-col rounded-card border border-line bg-surface shadow-float outline-none">
            <Base.List className="min-h-0 overflow-y-auto p-1 empty:p-0">
              {(option: ComboboxOption) => <Row key={option.id} option={option} />}
            </Base.List>
            <Base.Status className="px-3 py-2 text-muted empty:hidden">
              {offered?.kind === 'sentence' ? offered.text : null}
            </Base.Status>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Row({ option }: { readonly option: ComboboxOption }) {
  const isOffer = option.id === OFFER
  return (
    <Base.Item
      value={option}
      className="flex h-8 items-center gap-2 rounded px-2 outline-none data-highlighted:bg-surface-3"
    >
      {isOffer ? <Plus aria-hidden size={14} className="shrink-0 text-accent" /> : option.sign}
      <span className={isOffer ? 'grow truncate text-accent' : 'grow truncate'}>{option.label}</span>
      {option.hint !== undefined && (
        <span className="shrink-0 font-mono text-xs text-muted">{option.hint}</span>
      )}
      {/* Always as wide as the sign, so that ids stand in one column. */}
      <span className="flex w-4 shrink-0 justify-end">
        <Base.ItemIndicator>
          <Check aria-hidden size={14} />
        </Base.ItemIndicator>
      </span>
    </Base.Item>
  )
}

function fits({ id, label }: ComboboxOption, typed: string): boolean {
  const words = foldText(typed.trim())
  return foldText(label).includes(words) || id.toLowerCase().startsWith(words)
}

const isNamed = ({ label }: ComboboxOption, typed: string): boolean => foldText(label) === foldText(typed)
