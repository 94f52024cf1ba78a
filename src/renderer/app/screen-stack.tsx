import { useLayoutEffect, useRef } from 'react'
import { ScreenInUse } from '#renderer/stores/commands/index.ts'
import type { Screen } from '#renderer/stores/navigation/index.ts'
import { cx } from '#renderer/ui/cx.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { CurrentScreen } from './screens.tsx'

interface ScreenStackProps {
  readonly screen: Screen
  /** The screen that a job was opened from; the screen itself where it is no job. */
  readonly behind: Screen
}

/**
 * The present screen. A job that takes the whole screen lies over the one it was opened from, which stays as it is: on
 * the way back its row, scroll, panel and tab are there, and the focus.
 */
export function ScreenStack({ screen, behind }: ScreenStackProps) {
  const isCovered = screen !== behind
  const before = useRef<Element | null>(null)
  const cover = useRef<HTMLDivElement>(null)
  const stack = useRef<HTMLDivElement>(null)
  // A screen that was opened by a key: what had the focus is gone, and Tab begins at the screen.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) stack.current?.focus({ preventScroll: true })
  }, [behind])
  useLayoutEffect(() => {
    if (isCovered) {
      before.current ??= document.activeElement
      if (cover.current?.contains(document.activeElement) === false)
        cover.current.focus({ preventScroll: true })
      return
    }
    const element = before.current
    before.current = null
    if (isOnScreenOnly(document.activeElement)) findRestored(element)?.focus({ preventScroll: true })
    // Another job over the first one takes the focus, too.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isCovered, screen])
  return (
    <div ref={stack} tabIndex={-1} data-screen className="relative flex min-h-0 grow flex-col outline-none">
      <div inert={isCovered} className={cx('flex min-h-0 grow flex-col', isCovered && 'invisible')}>
        <ScreenInUse value={!isCovered}>
          <CurrentScreen screen={behind} />
        </ScreenInUse>
      </div>
      {isCovered && (
        <div
          ref={cover}
          tabIndex={-1}
          data-focus-home
          className="absolute inset-0 flex flex-col bg-surface outline-none"
        >
          <ErrorBoundary key={screen.name === 'job' ? screen.jobId : screen.name}>
            <CurrentScreen screen={screen} />
          </ErrorBoundary>
        </div>
      )}
    </div>
  )
}

/** Nothing on the screen has the focus. */
const isOnScreenOnly = (focused: Element | null): boolean =>
  focused === document.body || (focused instanceof HTMLElement && focused.dataset['screen'] !== undefined)

/** What had the focus before; in a list the row that is chosen by now. */
function findRestored(element: Element | null): HTMLElement | null {
  if (!(element instanceof HTMLElement) || !element.isConnected) return null
  return element.closest('[role="grid"]')?.querySelector<HTMLElement>('[data-row][tabindex="0"]') ?? element
}
