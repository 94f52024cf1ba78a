import { useId, type ComponentProps, type ReactNode } from 'react'
import { cx } from './cx.ts'

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  /** Why the value is not taken; shown under the field and read with it. */
  readonly error?: string | undefined
  readonly className?: string
}

interface TextFieldProps extends FieldProps, Omit<ComponentProps<'input'>, 'onChange' | 'className' | 'id'> {
  readonly value: string
  readonly onChange: (value: string) => void
  /** For ids and addresses. */
  readonly mono?: boolean
  /** The label is only read aloud. */
  readonly bare?: boolean
}

export const FIELD_LOOK =
  'h-8 w-full rounded border border-line-strong bg-surface px-2 disabled:opacity-60 aria-invalid:border-red'

/** One line of text with its label, a hint and its error. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, value, onChange, mono, bare, className, ...rest } = props
  const id = useId()
  const below = hint !== undefined || error !== undefined
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={bare ? 'sr-only' : 'text-muted'}>
        {label}
      </label>
      <input
        spellCheck={false}
        autoComplete="off"
        {...rest}
        id={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-invalid={error !== undefined}
        aria-describedby={below ? `${id}-below` : undefined}
        className={cx(FIELD_LOOK, mono && 'font-mono text-xs')}
      />
      {below && (
        <div id={`${id}-below`} className={cx('text-xs', error ? 'text-red' : 'text-muted')}>
          {error ?? hint}
        </div>
      )}
    </div>
  )
}
