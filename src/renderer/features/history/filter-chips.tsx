import { X } from 'lucide-react'
import { useActiveConnection, useConnections } from '#renderer/stores/connections/index.ts'
import { shortId, useWorkflows } from '#renderer/stores/workflows/index.ts'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { history } from '#shared/text/history.ts'
import { useHistoryView } from './view.ts'

const words = history.filter

/** Each filter as a chip; a click lifts it. */
export function FilterChips() {
  const { onlyActive, given } = useHistoryView()
  const active = useActiveConnection()
  const connection = useConnections(({ list }) => list.find(({ id }) => id === given.connectionId))
  const workflow = useWorkflows(({ lists }) =>
    Object.values(lists)
      .flat()
      .find(({ id }) => id === given.workflowId),
  )
  const lift = (key: keyof typeof given): void => {
    const { [key]: _, ...rest } = useHistoryView.getState().given
    useHistoryView.setState({ given: rest })
  }
  return (
    <ul aria-label={words.active} className="flex min-w-0 items-center gap-1">
      {onlyActive && active && (
        <Chip
          text={words.connection(active.name)}
          onLift={() => useHistoryView.setState({ onlyActive: false })}
        />
      )}
      {given.connectionId !== undefined && (
        <Chip
          text={words.connection(connection?.name ?? given.connectionId)}
          onLift={() => lift('connectionId')}
        />
      )}
      {given.workflowId !== undefined && (
        <Chip
          text={words.workflow(workflow?.name ?? shortId(given.workflowId))}
          onLift={() => lift('workflowId')}
        />
      )}
      {given.runId !== undefined && <Chip text={words.run} onLift={() => lift('runId')} />}
      {given.text !== undefined && <Chip text={`“${given.text}”`} onLift={() => lift('text')} />}
    </ul>
  )
}

function Chip({ text, onLift }: { readonly text: string; readonly onLift: () => void }) {
  return (
    <li className="flex min-w-0">
      <Tooltip text={words.lift(text)}>
        <button
          type="button"
          aria-label={words.lift(text)}
          onClick={onLift}
          className="flex h-6 min-w-0 items-center gap-1 rounded bg-accent-soft pr-1 pl-2 text-accent hover:brightness-95"
        >
          <span className="truncate">{text}</span>
          <X aria-hidden size={13} className="shrink-0" />
        </button>
      </Tooltip>
    </li>
  )
}
