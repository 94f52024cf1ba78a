import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

type Variant = 'primary' | 'normal' | 'plain' | 'danger'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  readonly variant?: Variant
  readonly icon?: LucideIcon
  /** 24 px high instead of 28: inside rows. */
  readonly small?: boolean
  readonly submit?: boolean
}

const LOOK: Record<Variant, string> = {
  primary: 'bg-accent text-on-accent font-semibold hover:brightness-110 border-transparent',
  normal: 'bg-surface border-line hover:bg-surface-3',
  plain: 'border-transparent text-accent hover:bg-surface-3',
  danger: 'bg-surface border-line text-red hover:bg-red-soft',
}

/** A button that says what it does. */
export function Button({ variant = 'normal', icon: Icon, small, submit, className, ...rest }: ButtonProps) {
  const { children, ...props } = rest
  return (
    <button
      {...props}
      type={submit ? 'submit' : 'button'}
      className={cx(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded border whitespace-nowrap',
        'disabled:cursor-not-allowed disabled:opacity-45 disabled:hover:brightness-100',
        'data-disabled:cursor-not-allowed data-disabled:opacity-45 data-disabled:hover:brightness-100',
        small ? 'h-6 px-2' : 'h-7 px-3',
        LOOK[variant],
        className,
      )}
    >
      {Icon && <Icon aria-hidden size={14} />}
      {children}
    </button>
  )
}
