import { cx } from './cx.ts'

interface ProgressBarProps {
  /** What goes on. */
  readonly label: string
  /** From 0 to 1; null while it is not known. */
  readonly share: number | null
}

/** How far something is. */
export function ProgressBar({ label, share }: ProgressBarProps) {
  const percent = share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent !== null && { 'aria-valuenow': percent })}
      className="h-1.5 w-full overflow-hidden rounded-full bg-surface-3"
    >
      <div
        className={cx('h-full rounded-full bg-accent', percent === null && 'w-full animate-pulse opacity-40')}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  )
}
