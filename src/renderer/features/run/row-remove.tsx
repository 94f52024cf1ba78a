import { X } from 'lucide-react'
import { run as words } from '#shared/text/run.ts'

/** Takes a line out. Without the tooltip of other icon buttons: thousands of rows come and go while one scrolls. */
export function RowRemove({ line, onClick }: { readonly line: number; readonly onClick: () => void }) {
  const name = words.sources.remove(line)
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
