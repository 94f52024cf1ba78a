import { X } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { AutocompleteField } from '#renderer/ui/autocomplete-field.tsx'
import { describeCondition } from '#shared/model/query/index.ts'
import { historyWords } from '#shared/text/history.ts'
import { useCompletion } from './use-completion.ts'

const words = historyWords.filter

interface ConditionChipProps {
  /** As it is written in the query. */
  readonly condition: string
  /** The Tab key reaches it; the arrows go to the others. */
  readonly isTabStop: boolean
  /** Takes what is written in its place; nothing removes it. */
  readonly onChange: (by: string) => void
  /** The focus may go on: it was edited or removed by its button. */
  readonly onDone: () => void
}

/** A condition of the query. A click or Enter edits it in its place, × or Backspace removes it. */
export function ConditionChip({ condition, isTabStop, onChange, onDone }: ConditionChipProps) {
  const [isEdited, setIsEdited] = useState(false)
  const { key, value } = describeCondition(condition)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return
    event.preventDefault()
    onChange('')
  }
  if (isEdited)
    return (
      <li className="flex min-w-0 rounded bg-accent-soft px-1">
        <ConditionEditor
          condition={condition}
          onEnd={(by, isLeft) => {
            setIsEdited(false)
            if (by !== condition) onChange(by)
            if (!isLeft) onDone()
          }}
        />
      </li>
    )
  return (
    <li className="flex h-6 max-w-80 min-w-0 items-center rounded bg-accent-soft text-accent">
      <button
        type="button"
        data-chip
        tabIndex={isTabStop ? 0 : -1}
        title={words.editHint(condition)}
        aria-keyshortcuts="Delete"
        onClick={() => setIsEdited(true)}
        onKeyDown={onKeyDown}
        className="min-w-0 truncate rounded pl-1.5"
      >
        {key}
        <span className="font-semibold">{value}</span>
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={words.removeFilter(condition)}
        title={words.removeFilter(condition)}
        onClick={() => {
          onChange('')
          onDone()
        }}
        className="flex h-6 w-5 shrink-0 items-center justify-center rounded hover:brightness-95"
      >
        <X aria-hidden size={13} />
      </button>
    </li>
  )
}

interface ConditionEditorProps {
  readonly condition: string
  /** `isLeft`: the person has gone elsewhere, so that the focus stays there. */
  readonly onEnd: (by: string, isLeft: boolean) => void
}

/** The condition as text, completed as in the field. Enter takes it, Esc leaves it as it was. */
function ConditionEditor({ condition, onEnd }: ConditionEditorProps) {
  const [text, setText] = useState(condition)
  const { complete, follow } = useCompletion()
  const hasEnded = useRef(false)
  const end = (by: string, isLeft: boolean): void => {
    if (hasEnded.current) return
    hasEnded.current = true
    onEnd(by.trim(), isLeft)
  }
  return (
    <AutocompleteField
      ref={takeFocus}
      label={words.edit(condition)}
      value={text}
      onChange={(next, cursor) => {
        setText(next)
        return cursor
      }}
      complete={complete}
      onCursor={follow}
      onKey={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        end(event.key === 'Enter' ? text : condition, false)
      }}
      onBlur={() => end(text, true)}
      className="field-sizing-content max-w-100 min-w-24"
    />
  )
}

const takeFocus = (field: HTMLInputElement | null): void => field?.focus()
