import { useActiveConnection } from '#renderer/stores/connections/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { historyWords } from '#shared/text/history.ts'
import { SAMPLE_LINES } from '#shared/text/samples.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'

const words = historyWords.empty

/** Why the list is empty, and what to do next. */
export function HistoryEmpty() {
  const { onlyActive, query, presetFilter, clearFilters } = useHistoryView()
  const active = useActiveConnection()
  const open = useNavigation((store) => store.open)
  const isFiltered = query.trim() !== '' || Object.keys(presetFilter).length > 0
  if (isFiltered) {
    const action = <Button onClick={clearFilters}>{words.clearFilters}</Button>
    return <EmptyState sentence={words.none} action={action} />
  }
  return (
    <EmptyState
      sentence={onlyActive && active ? words.connection(active.name) : words.first}
      action={
        <div className="flex gap-2">
          <Button variant="primary" onClick={() => open({ name: 'run' })}>
            {words.goToRun}
          </Button>
          {onlyActive && <Button onClick={clearFilters}>{words.allConnections}</Button>}
        </div>
      }
      example={SAMPLE_LINES[2]}
    />
  )
}
