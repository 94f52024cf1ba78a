import { X } from 'lucide-react'
import { useActiveConnection, useConnections } from '#renderer/stores/connections/index.ts'
import { shortenId, useWorkflows } from '#renderer/stores/workflows/index.ts'
import { ActionList } from '#renderer/ui/action-list.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { historyWords } from '#shared/text/history.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'

const words = historyWords.filter

/** The filters as chips; a click removes one. */
export function FilterChips() {
  const { onlyActive, presetFilter, removePreset } = useHistoryView()
  const active = useActiveConnection()
  const connection = useConnections(({ list }) => list.find(({ id }) => id === presetFilter.connectionId))
  const workflow = useWorkflows(({ lists }) =>
    Object.values(lists)
      .flat()
      .find(({ id }) => id === presetFilter.workflowId),
  )
  return (
    <ActionList aria-label={words.active} className="flex min-w-0 items-center gap-1">
      {onlyActive && active && (
        <Chip
          text={words.connection(active.name)}
          onRemove={() => useHistoryView.setState({ onlyActive: false })}
        />
      )}
      {presetFilter.connectionId !== undefined && (
        <Chip
          text={words.connection(connection?.name ?? presetFilter.connectionId)}
          onRemove={() => removePreset('connectionId')}
        />
      )}
      {presetFilter.workflowId !== undefined && (
        <Chip
          text={words.workflow(workflow?.name ?? shortenId(presetFilter.workflowId))}
          onRemove={() => removePreset('workflowId')}
        />
      )}
      {presetFilter.runId !== undefined && <Chip text={words.run} onRemove={() => removePreset('runId')} />}
      {presetFilter.text !== undefined && (
        <Chip text={`“${presetFilter.text}”`} onRemove={() => removePreset('text')} />
      )}
    </ActionList>
  )
}

function Chip({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }) {
  return (
    <li className="flex min-w-0">
      <Tooltip text={words.removeFilter(text)}>
        <button
          type="button"
          aria-label={words.removeFilter(text)}
          onClick={onRemove}
          className="flex h-6 min-w-0 items-center gap-1 rounded bg-accent-soft pr-1 pl-2 text-accent hover:brightness-95"
        >
          <span className="truncate">{text}</span>
          <X aria-hidden size={13} className="shrink-0" />
        </button>
      </Tooltip>
    </li>
  )
}
