import { useConnections } from '#renderer/stores/connections/index.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { suggest, type Suggestions } from '#shared/model/query/index.ts'

interface Completer {
  readonly complete: (text: string, cursor: number) => Suggestions
  /** Has what may be completed at the cursor looked up. */
  readonly follow: (text: string, cursor: number) => void
}

/** Completes a query by what is there. */
export function useCompletion(): Completer {
  const labels = useHistoryView((view) => view.labels)
  return {
    complete: (text, cursor) =>
      suggest(text, cursor, {
        labels,
        connections: useConnections.getState().list.map(({ name }) => name),
        workflows: Object.values(useWorkflows.getState().lists).flatMap((list) =>
          list.map(({ name }) => name),
        ),
      }),
    follow: () => undefined,
  }
}
