import { useImperativeHandle, useMemo, useRef, type KeyboardEvent, type Ref } from 'react'
import { keyLabel } from '#renderer/lib/keys.ts'
import { toQuery, useHistoryView } from '#renderer/stores/history-view/index.ts'
import { AutocompleteField } from '#renderer/ui/autocomplete-field.tsx'
import { COMMANDS } from '#shared/text/commands.ts'
import { historyWords } from '#shared/text/history.ts'
import { useCompletion } from './use-completion.ts'

const words = historyWords.filter
const PROBLEM_ID = 'history-query-problem'

interface QueryFieldProps {
  readonly ref: Ref<HTMLInputElement>
  /** ← or Backspace at the beginning of the text. */
  readonly onLeaveLeft: () => void
}

/** The text of the query behind its chips: words, and conditions that are being written, completed as they are typed. */
export function QueryField({ ref, onLeaveLeft }: QueryFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => field.current)
  const isPasted = useRef(false)
  const text = useHistoryView((view) => view.text)
  const isFirst = useHistoryView((view) => view.conditions.length === 0)
  const broken = useBrokenText()
  const type = useHistoryView((view) => view.type)
  const search = useHistoryView((view) => view.search)
  const { complete, follow } = useCompletion()
  /** What is understood becomes chips, also where the cursor is. */
  const finish = (): void => search(toQuery(useHistoryView.getState()))
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { selectionStart, selectionEnd } = event.currentTarget
    const isAtStart = selectionStart === 0 && selectionEnd === 0
    if (event.key === 'Enter') finish()
    else if (isAtStart && (event.key === 'ArrowLeft' || event.key === 'Backspace')) onLeaveLeft()
    else if (event.key === 'Escape') {
      event.preventDefault()
      if (text === '') event.currentTarget.blur()
      else type('', 0)
    }
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- what is pasted goes into the field.
    <div
      className="relative min-w-32 grow"
      onPaste={() => {
        isPasted.current = true
      }}
    >
      <AutocompleteField
        ref={field}
        label={words.search}
        {...(isFirst && { hint: words.searchHint })}
        value={text}
        onChange={(next, cursor) => {
          const at = type(next, cursor)
          if (!isPasted.current) return at
          isPasted.current = false
          finish()
          return useHistoryView.getState().text.length
        }}
        complete={complete}
        onCursor={follow}
        problemId={broken.length > 0 ? PROBLEM_ID : null}
        broken={broken}
        onKey={onKey}
        onBlur={finish}
      />
      {isFirst && text === '' && (
        <kbd
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-1 -translate-y-1/2 bg-surface font-sans text-xs text-muted"
        >
          {keyLabel(COMMANDS.find.keys)}
        </kbd>
      )}
    </div>
  )
}

/** Where the text is not understood: offsets into the text behind the chips. */
function useBrokenText() {
  const problems = useHistoryView((view) => view.problems)
  const query = useHistoryView((view) => view.query)
  const text = useHistoryView((view) => view.text)
  return useMemo(() => {
    // The problems are those of the query that is searched for; what is typed since may stand elsewhere.
    const start = query.length - text.length
    if (!query.endsWith(text)) return []
    return problems.map(({ from, to }) => ({ from: from - start, to: to - start })).filter(({ to }) => to > 0)
  }, [problems, query, text])
}

/** Why the query is not understood, in one line; draws nothing when it is. */
export function QueryProblem() {
  const query = useHistoryView((view) => view.query)
  const [first, ...others] = useHistoryView((view) => view.problems)
  if (first === undefined) return null
  const part = query.slice(first.from, first.to)
  return (
    <output className="border-b border-line bg-surface-2 px-4 py-1 text-red">
      {/* An <output> itself describes nothing: its content is its value. */}
      <span id={PROBLEM_ID}>
        {words.problem(first.message, part.trim() === query.trim() ? null : part, others.length)}
      </span>
    </output>
  )
}
