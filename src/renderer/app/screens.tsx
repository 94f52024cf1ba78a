import { useState, type ComponentProps, type ReactNode } from 'react'
import { ConnectionsScreen } from '#renderer/features/connections/index.ts'
import { ColumnsMenu, HistoryScreen, JobList } from '#renderer/features/history/index.ts'
import { JobScreen } from '#renderer/features/job/index.ts'
import { RunScreen, SheetButton } from '#renderer/features/run/index.ts'
import { SettingsScreen } from '#renderer/features/settings/index.ts'
import { WorkflowsScreen } from '#renderer/features/workflows/index.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'
import type { Screen } from '#renderer/stores/navigation/index.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { ColumnSort } from '#shared/model/columns/index.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import { assertNever } from '#shared/model/assert.ts'
import { appWords } from '#shared/text/app.ts'
import { batchWords } from '#shared/text/batch.ts'
import { openRun } from './show-run.ts'
import { renderRerun } from './render-rerun.tsx'
import { JobSidePanel, openJob, addAsSource } from './job-side-panel.tsx'

/** Draws the present screen. Features never import each other: what one shows of another is passed in here. */
export function CurrentScreen({ screen }: { readonly screen: Screen }): ReactNode {
  switch (screen.name) {
    case 'run':
      return (
        <RunScreen
          renderJobs={renderJobs}
          renderJob={renderJob}
          renderRerun={renderRerun}
          renderColumns={() => <ColumnsMenu />}
        />
      )
    case 'history':
      return (
        <HistoryScreen
          filter={screen.filter}
          renderJob={renderJob}
          renderRerun={renderRerun}
          renderSheet={(runId) => <SheetButton key={runId} runId={runId} />}
          onOpenRun={(run) => void openRun(run)}
        />
      )
    case 'workflows':
      return <WorkflowsScreen />
    case 'connections':
      return <ConnectionsScreen edit={screen.edit} next={screen.next} />
    case 'settings':
      return <SettingsScreen />
    case 'job':
      return (
        <JobScreen
          jobId={screen.jobId}
          onOpen={openJob}
          onUseAsSource={addAsSource}
          renderRerun={renderRerun}
        />
      )
    default:
      return assertNever(screen)
  }
}

/** The jobs of a batch, with the columns that were chosen in History. */
function BatchJobs(props: Omit<ComponentProps<typeof JobList>, 'onLabels' | 'onSort' | 'sort'>) {
  const [sort, setSort] = useState<ColumnSort | null>(null)
  return <JobList {...props} sort={sort} onSort={setSort} onLabels={setLabels} />
}

const setLabels = (labels: readonly string[]): void => useHistoryView.setState({ labels })

const renderJob = (jobId: string, onClose: () => void): ReactNode => (
  <JobSidePanel jobId={jobId} onClose={onClose} />
)

const renderJobs = (
  filter: JobFilterInput,
  selected: string | null,
  onSelect: (jobId: string | null) => void,
): ReactNode => (
  <BatchJobs
    filter={filter}
    selectedId={selected}
    onSelect={onSelect}
    onOpen={openJob}
    renderRerun={renderRerun}
    empty={<EmptyState sentence={filter.states === undefined ? appWords.noJobsYet : batchWords.none} />}
  />
)
