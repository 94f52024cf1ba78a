import type { ReactNode } from 'react'
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import { appWords } from '#shared/text/app.ts'
import { historyWords } from '#shared/text/history.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { DeletedMenu } from './deleted-menu.tsx'
import { OrderToggle } from './list-choices.tsx'
import { SaveView, useShownView } from './save-view.tsx'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'

interface HistoryBarProps {
  readonly total: number | null
  /** Draws the button that saves the jobs of a run as a sheet. */
  readonly renderSheet: (runId: string) => ReactNode
}

/** The title of the history and its filters. */
export function HistoryBar({ total, renderSheet }: HistoryBarProps) {
  const runId = useHistoryView((view) => view.presetFilter.runId)
  const shows = useHistoryView((view) => view.shows)
  const isSorted = useHistoryView((view) => view.sort !== null)
  const isUnderstood = useHistoryView((view) => view.problems.length === 0)
  const shown = useShownView()
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
      title={shown?.name ?? appWords.screens.history}
      beside={
        <>
          {toggle}
          {total !== null && isUnderstood && (
            <span className="shrink-0 text-muted">{historyWords.total(total)}</span>
          )}
        </>
      }
    >
      <SaveView />
      {runId !== undefined && renderSheet(runId)}
      {runId !== undefined && !isSorted && <OrderToggle />}
      <DeletedMenu />
      <ColumnsMenu />
    </TitleRow>
  )
}
