import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import type { ColumnSort } from '#shared/model/columns/index.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { Run } from '#shared/model/run.ts'
import { RerunMatching } from './rerun-matching.tsx'
import { FacetPanel, FacetsButton, useFacetsShown } from './facets/index.ts'
import { FactsNotice } from './facts-notice.tsx'
import { HistoryBar } from './history-bar.tsx'
import { HistoryEmpty } from './history-empty.tsx'
import { JobList } from './job-list.tsx'
import { RunsList } from './runs-list.tsx'
import { VerdictFilter } from './verdict-filter.tsx'
import { QueryBar } from './query-bar.tsx'
import { QueryProblem } from './query-field.tsx'
import { StateFilter } from './state-filter.tsx'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'
import { toJobFilterInput, useHistoryView, withoutVerdict } from '#renderer/stores/history-view/index.ts'

export interface HistoryScreenProps {
  /** The filter that the screen is opened with. Without one, the history is shown as the person left it. */
  readonly filter?: Partial<JobFilterInput> | undefined
  /** Draws the panel of a job, beside the list. */
  readonly renderJob: (jobId: string, onClose: () => void) => ReactNode
  readonly renderRerun: RenderRerun
  /** Draws the button that saves the jobs of a run as a sheet. */
  readonly renderSheet: (runId: string) => ReactNode
  /** Shows the batch of a run. */
  readonly onOpenRun: (run: Run) => void
}

const setSort = (sort: ColumnSort | null): void => useHistoryView.setState({ sort })
const setLabels = (labels: readonly string[]): void => useHistoryView.setState({ labels })

/** Every job that was run, newest first. */
export function HistoryScreen(props: HistoryScreenProps) {
  const { filter: opened, renderJob, renderRerun, renderSheet, onOpenRun } = props
  const view = useHistoryView()
  const { openWithFilter } = view
  const activeId = useConnections((store) => store.activeId)
  const open = useNavigation((store) => store.open)
  const [total, setTotal] = useState<number | null>(null)
  useEffect(() => {
    if (opened !== undefined) openWithFilter(opened)
  }, [opened, openWithFilter])
  // The panel closes with a change of connection: it would show a job that is not in the list any more.
  useEffect(
    () =>
      useConnections.subscribe((now, before) => {
        if (now.activeId !== before.activeId) useHistoryView.setState({ selectedId: null })
      }),
    [],
  )
  const filter = useMemo(() => toJobFilterInput(view, activeId), [view, activeId])
  const anyVerdict = useMemo(() => toJobFilterInput(withoutVerdict(view), activeId), [view, activeId])
  const facets = useFacetsShown()
  const select = (jobId: string | null): void => useHistoryView.setState({ selectedId: jobId })
  if (view.shows === 'runs')
    return (
      <>
        <HistoryBar total={null} renderSheet={renderSheet} />
        <RunsList connectionId={view.onlyActive ? activeId : undefined} onOpen={onOpenRun} />
      </>
    )
  return (
    <>
      <HistoryBar total={total} renderSheet={renderSheet} />
      <div className="flex shrink-0 items-start gap-2 border-b border-line px-4 py-1.5 low:py-1 max-[760px]:px-2">
        <FacetsButton isShown={facets.isShown} onToggle={facets.toggle} />
        <QueryBar />
        <StateFilter />
        <VerdictFilter filter={anyVerdict} />
      </div>
      <QueryProblem />
      <FactsNotice query={view.query} />
      <RerunMatching filter={filter} total={total} renderRerun={renderRerun} />
      <div className="relative flex min-h-0 grow">
        {facets.isShown && (
          <FacetPanel filter={filter} isOverList={facets.isOverList} onClose={facets.toggle} />
        )}
        <JobList
          renderRerun={renderRerun}
          filter={filter}
          selectedId={view.selectedId}
          initialId={view.lastOpenedId}
          onSelect={select}
          onOpen={(jobId) => {
            useHistoryView.setState({ lastOpenedId: jobId })
            open({ name: 'job', jobId })
          }}
          onTotal={setTotal}
          sort={view.sort}
          onSort={setSort}
          onLabels={setLabels}
          empty={<HistoryEmpty />}
        />
        {view.selectedId !== null && renderJob(view.selectedId, () => select(null))}
      </div>
    </>
  )
}
