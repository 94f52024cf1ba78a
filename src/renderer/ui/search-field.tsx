import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { keyLabel } from '#renderer/lib/keys.ts'
import { cx } from './cx.ts'
import { FIELD_LOOK } from './text-field.tsx'

interface SearchFieldProps {
  readonly label: string
  /** What is searched; shown while it is empty. */
  readonly hint: string
  /** The keys that lead here. */
  readonly keys: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly ref?: Ref<HTMLInputElement>
}

/** A field that filters what is below it. Esc empties it, then leaves it. */
export function SearchField({ label, hint, keys, value, onChange, ref }: SearchFieldProps) {
  return (
    <div className="relative w-56 min-w-24 shrink-[4]">
      <Search aria-hidden size={14} className="absolute top-1/2 left-2 -translate-y-1/2 text-muted" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={hint}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          if (value === '') event.currentTarget.blur()
          else onChange('')
        }}
        className={cx(
          FIELD_LOOK,
          'peer h-7! pr-14 pl-7 text-ellipsis [&::-webkit-search-cancel-button]:hidden',
        )}
      />
      <kbd
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 font-sans text-xs text-muted peer-focus:hidden"
      >
        {value === '' ? keyLabel(keys) : ''}
      </kbd>
    </div>
  )
}
