import { cx } from './cx.ts'

interface SegmentedControlProps<Id extends string> {
  /** What is chosen here, read aloud. */
  readonly label: string
  readonly value: Id
  readonly onChange: (id: Id) => void
  readonly options: readonly { readonly id: Id; readonly label: string }[]
}

/** Two or three short words of which one holds, small enough for a row. */
export function SegmentedControl<Id extends string>({
  label,
  value,
  onChange,
  options,
}: SegmentedControlProps<Id>) {
  return (
    <fieldset aria-label={label} className="inline-flex shrink-0 rounded border border-line">
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          aria-pressed={option.id === value}
          onClick={() => onChange(option.id)}
          className={cx(
            'h-5.5 px-2 text-xs first:rounded-l last:rounded-r',
            option.id === value
              ? 'bg-accent-soft font-semibold text-accent'
              : 'text-muted hover:bg-surface-3 hover:text-text',
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
