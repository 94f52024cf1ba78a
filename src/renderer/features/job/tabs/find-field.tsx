import { ChevronDown, ChevronUp, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { jobWords as words } from '#shared/text/job.ts'
import type { ResultTree } from './use-tree.ts'

/** A search begins after this time without a key. */
const SEARCH_DELAY_MS = 120

/**
 * The search field of the tree: Enter goes to the next match, Shift Enter to the one before, Esc empties the
 * field.
 */
export function FindField({ tree, finding }: { readonly tree: ResultTree; readonly finding: number }) {
  const field = useRef<HTMLInputElement>(null)
  const timer = useRef<number>(undefined)
  const [text, setText] = useState(tree.query)
  useEffect(() => {
    if (finding === 0) return
    field.current?.focus()
    field.current?.select()
  }, [finding])
  useEffect(() => () => window.clearTimeout(timer.current), [])

  const search = (wanted: string, pause: number): void => {
    setText(wanted)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void tree.find(wanted), pause)
  }
  const { matches } = tree
  const some = matches !== null && matches.total > 0
  return (
    <div className="flex min-w-0 items-center gap-1">
      <span className="relative flex min-w-0 items-center">
        <Search aria-hidden size={14} className="absolute left-2 text-muted" />
        <input
          ref={field}
          type="text"
          aria-label={words.json.find}
          placeholder={words.json.find}
          spellCheck={false}
          value={text}
          onChange={(event) => search(event.currentTarget.value, SEARCH_DELAY_MS)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && text !== tree.query) search(text, 0)
            else if (event.key === 'Enter') void tree.step(event.shiftKey ? -1 : 1)
            else if (event.key === 'Escape' && text !== '') search('', 0)
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
          className="h-7 w-52 min-w-0 rounded border border-line-strong bg-surface pr-2 pl-7"
        />
      </span>
      <IconButton
        data-repeats
        label={words.json.previous}
        icon={ChevronUp}
        disabled={!some}
        onClick={() => void tree.step(-1)}
      />
      <IconButton
        data-repeats
        label={words.json.next}
        icon={ChevronDown}
        disabled={!some}
        onClick={() => void tree.step(1)}
      />
      <output className="text-xs whitespace-nowrap text-muted">
        {matches !== null && (some ? words.json.count(matches.index + 1, matches.total) : words.json.noMatch)}
      </output>
    </div>
  )
}
