import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { takeTransfer } from '#renderer/stores/files/add-transfer.ts'
import { addPaste } from '#renderer/stores/lists/add-paste.ts'
import { TextField } from '#renderer/ui/text-field.tsx'
import { runWords as words } from '#shared/text/run.ts'

/** One line to type a source into; Enter adds it. A paste of several lines, or of files, is added at once. */
export function SourceField() {
  const addText = useDraft((store) => store.addText)
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  // The clipboard comes only with the keys of a paste: the command leads to where it can be pasted.
  useCommand('sources.paste', () => field.current?.focus())
  const keyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || typed.trim() === '') return
    event.preventDefault()
    setTyped('')
    void addText(typed)
  }
  const paste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault()
      takeTransfer(event.clipboardData)
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
