import { Bookmark, BookmarkCheck } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { toViewContent, useHistoryView } from '#renderer/stores/history-view/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import { useViews } from '#renderer/stores/views/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { shortenEnd } from '#shared/format/shorten.ts'
import { DEFAULT_COLUMNS } from '#shared/model/columns/index.ts'
import { isSameContent, MAX_VIEW_NAME, type SavedView } from '#shared/model/saved-view.ts'
import { viewWords as words } from '#shared/text/views.ts'

/** The saved view that the history shows; undefined where it shows none. */
export function useShownView(): SavedView | undefined {
  const viewId = useHistoryView((view) => view.viewId)
  return useViews(({ views }) => views.find(({ id }) => id === viewId))
}

/** Saves what the list shows as a view, or changes the view that it was opened with. */
export function SaveView() {
  const [isNamed, setIsNamed] = useState(false)
  const view = useHistoryView()
  const shown = useShownView()
  const activeId = useConnections((store) => store.activeId)
  const change = useViews((store) => store.change)
  const columns = useSettings(({ settings }) => settings?.jobColumns ?? DEFAULT_COLUMNS)
  const content = toViewContent(view, activeId, columns)
  const differs = shown !== undefined && !isSameContent(shown, content)
  if (isNamed)
    return <NameView suggestion={content.query} onClose={() => setIsNamed(false)} content={content} />
  if (shown !== undefined && !differs) return null
  return (
    <>
      {differs && (
        <Button
          icon={BookmarkCheck}
          title={words.updateHint(shown.name)}
          onClick={() => change(shown.id, content)}
        >
          <span className="max-[1000px]:sr-only">{words.update}</span>
        </Button>
      )}
      <Button icon={Bookmark} title={words.saveHint} onClick={() => setIsNamed(true)}>
        <span className="max-[1000px]:sr-only">{words.save}</span>
      </Button>
    </>
  )
}

interface NameViewProps {
  readonly suggestion: string
  readonly content: ReturnType<typeof toViewContent>
  readonly onClose: () => void
}

/** Asks for the name of a new view. */
function NameView({ suggestion, content, onClose }: NameViewProps) {
  const [name, setName] = useState(shortenEnd(suggestion, MAX_VIEW_NAME))
  const save = useViews((store) => store.save)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '') return
    const id = await save(name, content)
    if (id === null) return
    useHistoryView.setState({ viewId: id })
    toast({ text: words.saved(name.trim()), tone: 'info' })
    onClose()
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex items-center gap-2">
      <TextField
        bare
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to type in it.
        autoFocus
        label={words.name}
        placeholder={words.name}
        value={name}
        maxLength={MAX_VIEW_NAME}
        onChange={setName}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          onClose()
        }}
        className="w-52"
      />
      <Button submit variant="primary" disabled={name.trim() === ''}>
        {words.confirm}
      </Button>
      <Button onClick={onClose}>{words.cancel}</Button>
    </form>
  )
}
