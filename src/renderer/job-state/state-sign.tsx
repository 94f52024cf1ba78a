import { stateSentence, type StateName } from '#shared/text/states.ts'
import { cx } from '#renderer/ui/cx.ts'
import { renderUploadRing, STATE_SHAPES } from './state-shape.tsx'

interface StateSignProps {
  readonly state: StateName
  /** 0..100, for uploads. */
  readonly percent?: number
  /** Only the shape; the word goes to screen readers. */
  readonly compact?: boolean
}

const INK: Record<StateName, string> = {
  queued: 'text-muted',
  uploading: 'text-accent',
  ready: 'text-muted',
  sending: 'text-accent',
  started: 'text-accent',
  finished: 'text-green',
  failed: 'text-red',
  rejected: 'text-red',
  unknown: 'text-amber',
  stopped: 'text-muted',
  expired: 'text-muted',
}

/** A state of a job: always a shape, a word and a colour. */
export function StateSign({ state, percent, compact }: StateSignProps) {
  const words = stateSentence(state, percent)
  return (
    <span data-state={state} className={cx('inline-flex min-w-0 items-center gap-1.5', INK[state])}>
      <svg aria-hidden viewBox="0 0 14 14" className="size-3.5 shrink-0" fill="none" stroke="currentColor">
        {STATE_SHAPES[state]}
        {state === 'uploading' && renderUploadRing(percent ?? 0)}
      </svg>
      <span className={compact ? 'sr-only' : 'truncate'}>{words}</span>
    </span>
  )
}
