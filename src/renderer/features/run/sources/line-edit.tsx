import { Pencil } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useDraft, type DraftItem } from '#renderer/stores/draft/index.ts'
import { runWords as words } from '#shared/text/run.ts'
import { formatPlace } from './row-parts.tsx'

/** Can the person correct this line in its place? Not a secret, whose words are not kept, and no line that is shown shortened. */
function isEditable(item: DraftItem): boolean {
  if (item.kind === 'file') return false
  if (item.kind === 'rejected') return true
  const { recognition } = item
  return recognition.kind !== 'secret' && !(recognition.kind === 'bad' && recognition.reason === 'tooLong')
}

/** The button that opens a line for editing. */
export function EditButton({ item, onEdit }: { readonly item: DraftItem; readonly onEdit: () => void }) {
  if (!isEditable(item)) return null
  const name = words.sources.edit(formatPlace(item))
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      onClick={onEdit}
      className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-surface-3 hover:text-text"
    >
      <Pencil aria-hidden size={13} />
    </button>
  )
}

interface LineFieldProps {
  readonly item: Extract<DraftItem, { readonly text: string }>
  readonly onDone: () => void
}

/** The text of a line as it is corrected: Enter, with ⌘ or Ctrl too, or a press elsewhere, reads it again; Esc leaves it as it was. */
export function LineField({ item, onDone }: LineFieldProps) {
  const editLine = useDraft((store) => store.editLine)
  const [text, setText] = useState(item.text)
  /** Enter takes the field away, which also takes the focus from it. */
  const isDone = useRef(false)
  const finish = (isTaken: boolean): void => {
    if (isDone.current) return
    isDone.current = true
    if (isTaken && text.trim() !== '' && text !== item.text) void editLine(item.id, text)
    onDone()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      // ⌘ ⏎ runs what is listed, and that is still the line as it was: the corrected line is read first.
      event.stopPropagation()
      finish(true)
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      finish(false)
    }
  }
  return (
    <input
      spellCheck={false}
      autoComplete="off"
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to type in it.
      autoFocus
      aria-label={words.sources.edit(formatPlace(item))}
      placeholder={words.sources.editHint}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true)}
      className="h-6 min-w-0 grow rounded border border-line-strong bg-surface px-2 font-mono text-xs"
    />
  )
}
