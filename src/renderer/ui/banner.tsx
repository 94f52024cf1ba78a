import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { appWords } from '#shared/text/app.ts'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'

interface BannerProps {
  readonly tone: 'info' | 'warning' | 'error'
  /** One sentence. */
  readonly children: ReactNode
  /** One button. */
  readonly action?: ReactNode
  readonly onDismiss?: () => void
}

const LOOK = {
  info: { box: 'bg-accent-soft', ink: 'text-accent', icon: Info },
  warning: { box: 'bg-amber-soft', ink: 'text-amber', icon: TriangleAlert },
  error: { box: 'bg-red-soft', ink: 'text-red', icon: CircleAlert },
} as const

/** One sentence and one button, where it happened. */
export function Banner({ tone, children, action, onDismiss }: BannerProps) {
  const { box, ink, icon: Icon } = LOOK[tone]
  return (
    <div
      aria-live={tone === 'error' ? 'assertive' : 'polite'}
      className={cx('flex min-h-9 shrink-0 flex-wrap items-center gap-2 rounded px-3 py-1.5', box)}
    >
      <Icon aria-hidden size={15} className={cx('shrink-0', ink)} />
      {/* In a narrow window the buttons go to a line of their own before the sentence becomes a column of words. */}
      <div className="selectable min-w-48 grow basis-0 low:min-w-36">{children}</div>
      {action}
      {onDismiss && <IconButton label={appWords.dismiss} icon={X} onClick={onDismiss} />}
    </div>
  )
}
