import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { FIELD_LOOK } from './text-field.tsx'

interface SelectProps<Id extends string> {
  readonly label: string
  readonly value: Id
  readonly onChange: (id: Id) => void
  readonly options: readonly { readonly id: Id; readonly label: string; readonly sign?: ReactNode }[]
  readonly hint?: string
  readonly className?: string
}

/** One of a few. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, value, onChange, options, hint, className } = props
  const id = useId()
  const chosen = options.find((option) => option.id === value)
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <span id={id} className="text-muted">
        {label}
      </span>
      <Base.Root value={value} onValueChange={(next) => next !== null && onChange(next)}>
        <Base.Trigger aria-labelledby={id} className={cx(FIELD_LOOK, 'flex items-center gap-2 text-left')}>
          {chosen?.sign}
          <span className="grow truncate">{chosen?.label}</span>
          <ChevronDown aria-hidden size={14} className="text-muted" />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-40 outline-none">
            <Base.Popup className="w-(--anchor-width) rounded-card border border-line bg-surface p-1 shadow-float">
              {options.map((option) => (
                <Base.Item
                  key={option.id}
                  value={option.id}
                  className="flex h-7 items-center gap-2 rounded px-2 outline-none data-highlighted:bg-surface-3"
                >
                  {option.sign}
                  <Base.ItemText className="grow truncate">{option.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Check aria-hidden size={14} />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      {hint && <span className="text-xs text-muted">{hint}</span>}
    </div>
  )
}
