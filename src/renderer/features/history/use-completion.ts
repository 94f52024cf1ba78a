import { useConnections } from '#renderer/stores/connections/index.ts'
import { toScope, useHistoryView } from '#renderer/stores/history-view/index.ts'
import { lookUpValues, useFoundValues } from '#renderer/stores/jobs/found-values.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { findLookup, isSameKind, suggest, type Suggestions } from '#shared/model/query/index.ts'

interface Completer {
  readonly complete: (text: string, cursor: number) => Suggestions
  /** Has what may be completed at the cursor looked up. */
  readonly follow: (text: string, cursor: number) => void
}

/** Completes a query by what is there among the jobs that the list is about: names that the person gave, labels of lists, labels and tasks of results. */
export function useCompletion(): Completer {
  const labels = useHistoryView((view) => view.labels)
  const { lookup, found } = useFoundValues()
  return {
    complete: (text, cursor) => {
      const wanted = findLookup(text, cursor)
      const isOfKey = lookup !== null && wanted !== null && isSameKind(lookup, wanted)
      return suggest(text, cursor, {
        labels,
        ...(isOfKey && { found }),
        connections: useConnections.getState().list.map(({ name }) => name),
        workflows: Object.values(useWorkflows.getState().lists).flatMap((list) =>
          list.map(({ name }) => name),
        ),
      })
    },
    follow: (text, cursor) =>
      lookUpValues(text, cursor, toScope(useHistoryView.getState(), useConnections.getState().activeId)),
  }
}
