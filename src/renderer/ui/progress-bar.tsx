import { cx } from './cx.ts'

interface ProgressBarProps {
  /** What goes on. */
  readonly label: string
  /** From 0 to 1; null while it is not known. */
  readonly share: number | null
}

/** How far something is. */
export function ProgressBar({ label, share }: ProgressBarProps) {
  return (
    <progress
      aria-label={label}
      {...(share !== null && { value: Math.min(1, Math.max(0, share)) })}
      className={cx(
        'block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-surface-3',
        '[&::-webkit-progress-bar]:bg-surface-3 [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent',
        share === null && 'animate-pulse bg-accent-soft [&::-webkit-progress-bar]:bg-accent-soft',
      )}
    />
  )
}
