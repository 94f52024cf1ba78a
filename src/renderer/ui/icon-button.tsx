import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { keyLabel } from '#renderer/lib/keys.ts'
import { cx } from './cx.ts'
import { Tooltip } from './tooltip.tsx'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label'> {
  /** Its name: read aloud, and shown under the pointer. */
  readonly label: string
  readonly icon: LucideIcon
  /** Keys shown beside the name, as `shared/text/commands.ts` writes them. */
  readonly keys?: string
}

/** A square button with only an icon; its name is in the tooltip and for screen readers. */
export function IconButton({ label, icon: Icon, keys, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={keys ? `${label}  ${keyLabel(keys)}` : label}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        className={cx(
          'inline-flex size-6 shrink-0 items-center justify-center rounded text-muted',
          'hover:bg-surface-3 hover:text-text disabled:opacity-45',
          className,
        )}
      >
        <Icon aria-hidden size={15} />
      </button>
    </Tooltip>
  )
}
