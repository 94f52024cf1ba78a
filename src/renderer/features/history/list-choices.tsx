import { Columns3 } from 'lucide-react'
import { Button } from '#renderer/ui/button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx'
import { historyWords } from '#shared/text/history.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'

/** The menu that chooses which labels are columns. Draws nothing where no job has labels. */
export function ColumnsMenu() {
  const labels = useHistoryView((view) => view.labels)
  const columns = useHistoryView((view) => view.labelColumns)
  const names = [...new Set([...columns, ...labels])]
  if (names.length === 0) return null
  const toggle = (name: string): void =>
    useHistoryView.setState({
      labelColumns: columns.includes(name) ? columns.filter((other) => other !== name) : [...columns, name],
    })
  return (
    <Menu
      label={historyWords.columnsMenu}
      trigger={
        <Button icon={Columns3} title={historyWords.columnsMenu}>
          <span className="max-[1000px]:sr-only">{historyWords.columnsMenu}</span>
        </Button>
      }
      items={names.map((name) => ({
        id: name,
        label: name,
        onSelect: () => toggle(name),
        checked: columns.includes(name),
      }))}
    />
  )
}

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
