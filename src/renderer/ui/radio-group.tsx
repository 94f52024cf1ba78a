import { useId, type ReactNode } from 'react'

interface RadioGroupProps<Id extends string> {
  readonly label: string
  readonly value: Id
  readonly onChange: (id: Id) => void
  readonly options: readonly RadioOption<Id>[]
}

interface RadioOption<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly hint?: string
  /** Shown under the option while it is chosen: its fields. */
  readonly below?: ReactNode
}

/** One of a few, each with a line of what it means. */
export function RadioGroup<Id extends string>({ label, value, onChange, options }: RadioGroupProps<Id>) {
  const id = useId()
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="pb-1 text-muted">{label}</legend>
      {options.map((option) => (
        <div key={option.id} className="flex items-start gap-2">
          <input
            id={`${id}-${option.id}`}
            type="radio"
            name={id}
            checked={option.id === value}
            aria-describedby={option.hint ? `${id}-${option.id}-hint` : undefined}
            onChange={() => onChange(option.id)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <div className="min-w-0 grow">
            <label htmlFor={`${id}-${option.id}`}>{option.label}</label>
            {option.hint && (
              <div id={`${id}-${option.id}-hint`} className="text-xs text-muted">
                {option.hint}
              </div>
            )}
            {option.id === value && option.below}
          </div>
        </div>
      ))}
    </fieldset>
  )
}
