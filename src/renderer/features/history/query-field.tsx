import { useRef } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { AutocompleteField } from '#renderer/ui/autocomplete-field.tsx'
import { suggest } from '#shared/model/query/index.ts'
import { COMMANDS } from '#shared/text/commands.ts'
import { historyWords } from '#shared/text/history.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'

const words = historyWords.filter
const PROBLEM_ID = 'history-query-problem'

/** The search field of the history: words and conditions, completed as they are typed. */
export function QueryField() {
  const field = useRef<HTMLInputElement>(null)
  const search = useHistoryView((view) => view.search)
  const typed = useHistoryView((view) => view.typed)
  const labels = useHistoryView((view) => view.labels)
  const problem = useHistoryView((view) => view.queryProblem)
  useCommand('find', () => field.current?.select())
  return (
    <AutocompleteField
      ref={field}
      label={words.search}
      hint={words.searchHint}
      keys={COMMANDS.find.keys}
      value={typed}
      onChange={search}
      complete={(text, cursor) =>
        suggest(text, cursor, {
          labels,
          connections: useConnections.getState().list.map(({ name }) => name),
          workflows: Object.values(useWorkflows.getState().lists).flatMap((list) =>
            list.map(({ name }) => name),
          ),
        })
      }
      problemId={problem === null ? null : PROBLEM_ID}
    />
  )
}

/** Why the query is not understood, in one line; draws nothing when it is. */
export function QueryProblem() {
  const problem = useHistoryView((view) => view.queryProblem)
  if (problem === null) return null
  return (
    <output id={PROBLEM_ID} className="border-b border-line bg-surface-2 px-4 py-1 text-red">
      {problem}
    </output>
  )
}
