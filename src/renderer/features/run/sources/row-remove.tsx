import { X } from 'lucide-react'

interface RowRemoveProps {
  /** What it takes out. */
  readonly name: string
  readonly onClick: () => void
}

/** Takes a row out. Without the tooltip of other icon buttons: thousands of rows come and go while one scrolls. */
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
