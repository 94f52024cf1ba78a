import { useActiveConnection } from '#renderer/stores/connections/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { history } from '#shared/text/history.ts'
import { SAMPLE_LINES } from '#shared/text/samples.ts'
import { liftFilters, useHistoryView } from './view.ts'

const words = history.empty

/** Why there is nothing to see, and the way on. */
export function HistoryEmpty() {
  const { onlyActive, group, text, given } = useHistoryView()
  const active = useActiveConnection()
  const open = useNavigation((store) => store.open)
  const narrowed = group !== null || text.trim() !== '' || Object.keys(given).length > 0
  if (narrowed)
    return <EmptyState sentence={words.none} action={<Button onClick={liftFilters}>{words.lift}</Button>} />
  return (
    <EmptyState
      sentence={onlyActive && active ? words.connection(active.name) : words.first}
      action={
        <div className="flex gap-2">
          <Button variant="primary" onClick={() => open({ name: 'run' })}>
            {words.goToRun}
          </Button>
          {onlyActive && <Button onClick={liftFilters}>{words.allConnections}</Button>}
        </div>
      }
      example={SAMPLE_LINES[2]}
    />
  )
}
