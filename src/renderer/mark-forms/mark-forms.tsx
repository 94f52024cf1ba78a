import { useId, useState, type FormEvent, type KeyboardEvent } from 'react'
import { addTags, findTags, removeTags, saveNote, type ChosenJobs } from '#renderer/stores/marks/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { MAX_NOTE_LENGTH } from '#shared/model/bounds.ts'
import { readTags } from '#shared/model/tags.ts'
import { markWords as words } from '#shared/text/marks.ts'

interface FormProps {
  readonly jobs: ChosenJobs
  readonly onClose: () => void
}

/** A field for tags, with those that are in use to choose from. */
export function TagForm({
  jobs,
  mayTakeAway = false,
  onClose,
}: FormProps & { readonly mayTakeAway?: boolean }) {
  const id = useId()
  const [text, setText] = useState('')
  const [known, setKnown] = useState<readonly string[]>([])
  const tags = readTags(text)
  const write = (next: string): void => {
    setText(next)
    const last = next.split(',').at(-1)?.trim() ?? ''
    void findTags(last).then(setKnown)
  }
  const apply = async (change: typeof addTags): Promise<void> => {
    if (tags.length > 0 && (await change(jobs, tags))) onClose()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void apply(addTags)
  }
  const before = text.slice(0, text.lastIndexOf(',') + 1)
  return (
    <form className="flex min-w-0 flex-wrap items-end gap-2" onSubmit={submit}>
      <label htmlFor={id} className="sr-only">
        {words.tagField}
      </label>
      <input
        id={id}
        list={`${id}-known`}
        value={text}
        ref={focus}
        onKeyDown={closeOnEscape(onClose)}
        autoComplete="off"
        spellCheck={false}
        placeholder={words.tagExample}
        title={words.tagField}
        onChange={(event) => write(event.currentTarget.value)}
        onFocus={() => void findTags('').then(setKnown)}
        className="h-7 min-w-0 grow rounded border border-line-strong bg-surface px-2"
      />
      <datalist id={`${id}-known`}>
        {known.map((tag) => (
          <option key={tag} value={`${before}${before === '' ? '' : ' '}${tag}`}>
            {tag}
          </option>
        ))}
      </datalist>
      <Button submit variant="primary" disabled={tags.length === 0}>
        {words.add}
      </Button>
      {mayTakeAway && (
        <Button disabled={tags.length === 0} onClick={() => void apply(removeTags)}>
          {words.takeAway}
        </Button>
      )}
      <Button onClick={onClose}>{words.cancel}</Button>
    </form>
  )
}

/** A field for the note of these jobs. */
export function NoteForm({ jobs, note = '', onClose }: FormProps & { readonly note?: string }) {
  const id = useId()
  const [text, setText] = useState(note)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (await saveNote(jobs, text)) onClose()
  }
  const hint = words.noteHint(jobs.count)
  return (
    <form className="flex min-w-0 flex-col gap-2" onSubmit={(event) => void submit(event)}>
      <label htmlFor={id} className="sr-only">
        {words.noteField}
      </label>
      <textarea
        id={id}
        value={text}
        rows={2}
        maxLength={MAX_NOTE_LENGTH}
        ref={focus}
        onKeyDown={closeOnEscape(onClose)}
        onChange={(event) => setText(event.currentTarget.value)}
        className="min-h-14 w-full resize-y rounded border border-line-strong bg-surface px-2 py-1"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button submit variant="primary">
          {words.save}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
        {hint !== undefined && <span className="text-muted">{hint}</span>}
      </div>
    </form>
  )
}

/** The form was just asked for. */
const focus = (field: HTMLElement | null): void => field?.focus()

/** The key goes no further: it would close the panel, too. */
const closeOnEscape =
  (onClose: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
