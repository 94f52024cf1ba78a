import { SegmentedControl } from '#renderer/ui/segmented-control.tsx'
import { historyWords } from '#shared/text/history.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'

/** Chooses the order of the jobs of one run: newest first, or as in the list they came from. */
export function OrderToggle() {
  const order = useHistoryView((view) => view.order)
  return (
    <SegmentedControl
      label={historyWords.order.label}
      value={order}
      onChange={(next) => useHistoryView.setState({ order: next })}
      options={[
        { id: 'newest', label: historyWords.order.newest },
        { id: 'list', label: historyWords.order.list },
      ]}
    />
  )
}
