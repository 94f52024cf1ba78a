import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Tone = 'grey' | 'accent' | 'green' | 'red' | 'amber'

const LOOK: Record<Tone, string> = {
  grey: 'bg-surface-3 text-muted',
  accent: 'bg-accent-soft text-accent',
  green: 'bg-green-soft text-green',
  red: 'bg-red-soft text-red',
  amber: 'bg-amber-soft text-amber',
}

/** A small tag of one word. The word has the meaning; the tone only supports it. */
export function Badge({ tone = 'grey', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex h-4 shrink-0 items-center rounded px-1.5 text-xs font-semibold whitespace-nowrap',
        LOOK[tone],
      )}
    >
      {children}
    </span>
  )
}
