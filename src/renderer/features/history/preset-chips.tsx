import { X } from 'lucide-react'
import { useActiveConnection, useConnections } from '#renderer/stores/connections/index.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { shortenId } from '#shared/format/shorten.ts'
import { historyWords } from '#shared/text/history.ts'

const words = historyWords.filter

/** What the history was opened for, each as a chip with the name that the person gave; a click removes one. */
export function PresetChips() {
  const onlyActive = useHistoryView((view) => view.onlyActive)
  const { connectionId, workflowId, runId } = useHistoryView((view) => view.presetFilter)
  const removePreset = useHistoryView((view) => view.removePreset)
  const active = useActiveConnection()
  const connection = useConnections(({ list }) => list.find(({ id }) => id === connectionId))
  const workflow = useWorkflows(({ lists }) =>
    Object.values(lists)
      .flat()
      .find(({ id }) => id === workflowId),
  )
  return (
    <>
      {onlyActive && active && (
        <PresetChip
          text={words.connection(active.name)}
          onRemove={() => useHistoryView.setState({ onlyActive: false })}
        />
      )}
      {connectionId !== undefined && (
        <PresetChip
          text={words.connection(connection?.name ?? connectionId)}
          onRemove={() => removePreset('connectionId')}
        />
      )}
      {workflowId !== undefined && (
        <PresetChip
          text={words.workflow(workflow?.name ?? shortenId(workflowId))}
          onRemove={() => removePreset('workflowId')}
        />
      )}
      {runId !== undefined && <PresetChip text={words.run} onRemove={() => removePreset('runId')} />}
    </>
  )
}

function PresetChip({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }) {
  return (
    <li className="flex min-w-0">
      <button
        type="button"
        data-chip
        aria-label={words.removeFilter(text)}
        title={words.removeFilter(text)}
        onClick={onRemove}
        onKeyDown={(event) => {
          if (event.key !== 'Delete' && event.key !== 'Backspace') return
          event.preventDefault()
          onRemove()
        }}
        className="flex h-6 max-w-60 min-w-0 items-center gap-1 rounded bg-surface-3 pr-1 pl-2 hover:brightness-95"
      >
        <span className="truncate">{text}</span>
        <X aria-hidden size={13} className="shrink-0 text-muted" />
      </button>
    </li>
  )
}
