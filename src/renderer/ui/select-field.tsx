import { useId } from 'react'
import { cx } from './cx.ts'
import { FIELD_LOOK } from './text-field.tsx'

interface SelectFieldProps<Id extends string> {
  readonly label: string
  readonly value: Id
  readonly onChange: (id: Id) => void
  readonly options: readonly { readonly id: Id; readonly label: string }[]
}

/** One of some, as the system shows it. */
export function SelectField<Id extends string>({ label, value, onChange, options }: SelectFieldProps<Id>) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-muted">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.id === event.currentTarget.value)
          if (chosen !== undefined) onChange(chosen.id)
        }}
        className={cx(FIELD_LOOK, 'px-1.5')}
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
