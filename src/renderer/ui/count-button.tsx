import { formatCount } from '#shared/format/count.ts'
import { cx } from './cx.ts'

interface CountButtonProps {
  readonly label: string
  readonly count: number
  /** The colour of the number when it is not 0. */
  readonly alarm?: string | undefined
  readonly chosen: boolean
  readonly onChoose: () => void
}

/** A filter with the number of rows that it shows; a second press lifts it. */
export function CountButton({ label, count, alarm, chosen, onChoose }: CountButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={cx(
        'flex h-7 shrink-0 items-center gap-1.5 rounded px-2 max-[1000px]:gap-1 max-[1000px]:px-1.5',
        chosen ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-surface-3 hover:text-text',
      )}
    >
      {label}
      <span className={cx('font-semibold', !chosen && (count > 0 && alarm ? alarm : 'text-text'))}>
        {formatCount(count)}
      </span>
    </button>
  )
}
