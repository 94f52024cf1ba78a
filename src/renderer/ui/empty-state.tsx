import type { ReactNode } from 'react'

interface EmptyStateProps {
  /** One sentence that teaches. */
  readonly sentence: string
  /** One action. */
  readonly action?: ReactNode
  /** One example to paste, in mono. */
  readonly example?: string
}

/** What a place says while there is nothing in it. */
export function EmptyState({ sentence, action, example }: EmptyStateProps) {
  return (
    <div className="flex grow flex-col items-center justify-center gap-3 p-6 text-center">
      <p className="max-w-96 text-balance text-muted">{sentence}</p>
      {action}
      {example && <code className="selectable font-mono text-xs text-muted">{example}</code>}
    </div>
  )
}
