import { X } from 'lucide-react'

interface RowRemoveProps {
  /** What the button removes, for its label. */
  readonly name: string
  readonly onClick: () => void
}

/**
 * The button that removes a row. It has no tooltip component, since thousands of rows are drawn while the person
 * scrolls.
 */
export function RowRemove({ name, onClick }: RowRemoveProps) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      onClick={onClick}
      className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-surface-3 hover:text-text"
    >
      <X aria-hidden size={15} />
    </button>
  )
}
