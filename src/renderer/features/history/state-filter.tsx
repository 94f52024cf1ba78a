import { Check, ChevronDown } from 'lucide-react'
import { StateSign } from '#renderer/job-state/state-sign.tsx'
import { findStateGroup, useHistoryView } from '#renderer/stores/history-view/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'
import { historyWords } from '#shared/text/history.ts'

const words = historyWords.filter

/** The states that are listed, as a menu; a choice is a condition of the query. */
export function StateFilter() {
  const group = useHistoryView((view) => findStateGroup(view.conditions))
  const choose = useHistoryView((view) => view.chooseStates)
  const items: MenuItem[] = [
    {
      id: 'any',
      label: words.anyState,
      onSelect: () => choose(null),
      ...(group === null && { mark: Check }),
    },
    ...(Object.keys(STATE_GROUPS) as StateGroup[]).map((id, at) => ({
      id,
      label: words.groups[id],
      sign: <StateSign state={id === 'open' ? 'started' : id} compact />,
      separated: at === 0,
      onSelect: () => choose(id),
      ...(group === id && { mark: Check }),
    })),
  ]
  const shown = group === null ? words.anyState : group === 'some' ? words.someStates : words.groups[group]
  return (
    <Menu
      label={words.state}
      items={items}
      trigger={
        <Button aria-label={`${words.state}: ${shown}`}>
          {shown}
          <ChevronDown aria-hidden size={14} className="text-muted" />
        </Button>
      }
    />
  )
}
