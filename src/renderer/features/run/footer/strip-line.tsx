import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface StripLineProps {
  readonly icon: LucideIcon
  readonly tone?: 'info' | 'warning'
  /** One sentence. */
  readonly children: ReactNode
  /** What the person chooses. */
  readonly choice?: ReactNode
}

/** A line above the confirm strip: a sentence, and a choice about it. */
export function StripLine({ icon: Icon, tone = 'info', children, choice }: StripLineProps) {
  return (
    <div className="mx-auto flex min-h-9 max-w-220 items-center gap-2 px-4 py-1">
      <Icon
        aria-hidden
        size={15}
        className={tone === 'info' ? 'shrink-0 text-accent' : 'shrink-0 text-amber'}
      />
      <span className="min-w-0 grow">{children}</span>
      {choice}
    </div>
  )
}
