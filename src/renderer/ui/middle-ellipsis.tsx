import { cx } from './cx.ts'

interface MiddleEllipsisProps {
  readonly text: string
  /** Under the pointer, where that is more than the text. */
  readonly title?: string
  /** How many characters stay at the end. */
  readonly tail?: number
  readonly className?: string
}

/** The beginning keeps so many characters, or the cut would not be seen. */
const MIN_HEAD_CHARACTERS = 6

/** One line that is shortened in the middle when the place is narrow: both ends of an id or an address tell. */
export function MiddleEllipsis({ text, title = text, tail = 14, className }: MiddleEllipsisProps) {
  const cut = Math.max(0, text.length - tail)
  return (
    <span
      title={title}
      className={cx('selectable -my-0.5 flex min-w-0 overflow-hidden py-0.5 whitespace-pre', className)}
    >
      {cut <= MIN_HEAD_CHARACTERS ? (
        <span className="truncate">{text}</span>
      ) : (
        <>
          <span className="min-w-[4ch] truncate">{text.slice(0, cut)}</span>
          <span className="-my-0.5 min-w-0 shrink-[0.01] overflow-hidden py-0.5">{text.slice(cut)}</span>
        </>
      )}
    </span>
  )
}
