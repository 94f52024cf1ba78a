import { useRef, useState } from 'react'
import { useViews } from '#renderer/stores/views/index.ts'
import { MAX_VIEW_NAME, type SavedView } from '#shared/model/saved-view.ts'
import { viewWords as words } from '#shared/text/views.ts'

interface RenameViewProps {
  readonly view: SavedView
  readonly onClose: () => void
}

/** The name of a view as a field, in its place. Enter and leaving it save, Esc leaves the name as it was. */
export function RenameView({ view, onClose }: RenameViewProps) {
  const change = useViews((store) => store.change)
  const [name, setName] = useState(view.name)
  const hasEnded = useRef(false)
  const end = (saves: boolean): void => {
    if (hasEnded.current) return
    hasEnded.current = true
    const written = name.trim()
    if (saves && written !== '' && written !== view.name) change(view.id, { name: written })
    onClose()
  }
  return (
    <input
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person asked to write here.
      autoFocus
      aria-label={words.name}
      value={name}
      maxLength={MAX_VIEW_NAME}
      spellCheck={false}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        end(event.key === 'Enter')
      }}
      className="h-8 w-full rounded border border-line-strong bg-surface px-2"
    />
  )
}
