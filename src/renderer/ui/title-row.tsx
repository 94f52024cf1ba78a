import type { ReactNode } from 'react'
import { cx } from './cx.ts'

interface TitleRowProps {
  readonly title: ReactNode
  /** Beside the title, muted: a count, a filter. */
  readonly beside?: ReactNode
  /** In a narrow window the title is shortened, and the buttons stay beside it unless a form is open there. */
  readonly isOneLine?: boolean
  /** At the right: what can be done on this screen. */
  readonly children?: ReactNode
}

/** The row on top of a screen: its name, and what can be done here. */
export function TitleRow({ title, beside, isOneLine = false, children }: TitleRowProps) {
  return (
    <header
      className={cx(
        'flex min-h-11 shrink-0 items-center gap-3 border-b border-line px-4 low:min-h-9 max-[760px]:gap-y-1 max-[760px]:py-0.5',
        isOneLine ? 'max-[760px]:gap-1.5 max-[760px]:has-[form]:flex-wrap' : 'max-[760px]:flex-wrap',
      )}
    >
      {/* Here the focus goes when what had it on this screen is gone. */}
      <h1
        tabIndex={-1}
        data-focus-home
        title={typeof title === 'string' ? title : undefined}
        className={cx('max-w-3/5 shrink-0 truncate text-md', isOneLine && 'max-[760px]:shrink')}
      >
        {title}
      </h1>
      {beside}
      <div className="grow" />
      {children}
    </header>
  )
}
