import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx'
import { StateSign } from '#renderer/job-state/state-sign.tsx'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import { STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'
import { appWords } from '#shared/text/app.ts'
import { historyWords } from '#shared/text/history.ts'
import { FilterChips } from './filter-chips.tsx'
import { ColumnsMenu, OrderToggle } from './list-choices.tsx'
import { QueryField } from './query-field.tsx'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'

const words = historyWords.filter

interface HistoryBarProps {
  readonly total: number | null
  /** Draws the button that saves the jobs of a run as a sheet. */
  readonly renderSheet: (runId: string) => ReactNode
}

/** The title of the history and its filters. */
export function HistoryBar({ total, renderSheet }: HistoryBarProps) {
  const runId = useHistoryView((view) => view.presetFilter.runId)
  const shows = useHistoryView((view) => view.shows)
  const isUnderstood = useHistoryView((view) => view.queryProblem === null)
  const toggle = (
    <SegmentedControl
      label={historyWords.shows.label}
      value={shows}
      onChange={(next) => useHistoryView.setState({ shows: next })}
      options={[
        { id: 'jobs', label: historyWords.shows.jobs },
        { id: 'runs', label: historyWords.shows.runs },
      ]}
    />
  )
  if (shows === 'runs') return <TitleRow title={appWords.screens.history} beside={toggle} />
  return (
    <TitleRow
      title={appWords.screens.history}
      beside={
        <>
          {toggle}
          {total !== null && isUnderstood && (
            <span className="shrink-0 text-muted">{historyWords.total(total)}</span>
          )}
          <FilterChips />
        </>
      }
    >
      {runId !== undefined && renderSheet(runId)}
      {runId !== undefined && <OrderToggle />}
      <ColumnsMenu />
      <StateFilter />
      <QueryField />
    </TitleRow>
  )
}

function StateFilter() {
  const group = useHistoryView((view) => view.stateGroup)
  const choose = (next: StateGroup | null): void => useHistoryView.setState({ stateGroup: next })
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
  const shown = group === null ? words.anyState : words.groups[group]
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
