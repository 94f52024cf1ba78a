import { useRef, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { addTransfer } from '#renderer/stores/files/add-transfer.ts'
import { addPaste } from '#renderer/stores/lists/add-paste.ts'
import { TextField } from '#renderer/ui/text-field.tsx'
import { runWords as words } from '#shared/text/run.ts'

/** The field to type a source into; Enter adds it. Several pasted lines, or pasted files, are added at once. */
export function SourceField() {
  const typed = useDraft((store) => store.typed)
  const setTyped = useDraft((store) => store.setTyped)
  const enterTyped = useDraft((store) => store.enterTyped)
  const field = useRef<HTMLInputElement>(null)
  // The page may read the clipboard only in a paste event, so the command puts the focus where the person can
  // paste.
  useCommand('sources.paste', () => field.current?.focus())
  const keyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || typed.trim() === '') return
    event.preventDefault()
    void enterTyped()
  }
  const paste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault()
      addTransfer(event.clipboardData)
      return
    }
    const text = event.clipboardData.getData('text/plain')
    if (!/[\n\r]/.test(text.trim())) return
    event.preventDefault()
    addPaste(text)
  }
  return (
    <TextField
      ref={field}
      bare
      mono
      label={words.sources.type}
      placeholder={words.sources.typeHint}
      value={typed}
      onChange={setTyped}
      onKeyDown={keyDown}
      onPaste={paste}
      className="grow"
    />
  )
}
