import { ArrowUp } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useWidth } from '#renderer/lib/use-width.ts'
import {
  cancelSort,
  findJob,
  listLabelNames,
  PAGE_ROWS,
  useJobList,
  type JobListState,
} from '#renderer/stores/jobs/index.ts'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { ColumnSort } from '#shared/model/columns/index.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import { appWords } from '#shared/text/app.ts'
import { historyWords } from '#shared/text/history.ts'
import { SortingLine, useSortAnnouncement } from './sorting-line.tsx'
import { JobTable } from './job-table.tsx'
import { MarksBar, type RerunRequest } from './marks-bar.tsx'
import { notifyRerun } from './notify-rerun.ts'
import { useChosenJob } from './use-chosen-job.ts'
import { useLoadedWorkflowNames } from './use-loaded-workflow-names.ts'
import { useOfferedList } from './use-offered-list.ts'
import { useMarks } from './use-marks.ts'

export interface JobListProps {
  readonly filter: JobFilterInput
  /** The job in the panel beside the list; null without a panel. */
  readonly selectedId: string | null
  readonly onSelect: (jobId: string | null) => void
  /** Opens a job whole: Enter, or a double click. */
  readonly onOpen?: (jobId: string) => void
  /** The row that is chosen at first, when no panel is open. */
  readonly initialId?: string | null
  /** What the list shows when no job fits the filter. */
  readonly empty: ReactNode
  readonly renderRerun: RenderRerun
  /** Called with the number of jobs that fit; null while it is not known. */
  readonly onTotal?: (total: number | null) => void
  /** By which column the list is sorted; left out where it cannot be. */
  readonly sort?: ColumnSort | null
  readonly onSort?: (sort: ColumnSort | null) => void
  /** Called with the labels that the loaded jobs have, in the order of their lists. */
  readonly onLabels?: (names: readonly string[]) => void
}

/** The jobs that fit a filter, newest first, kept up to date. */
export function JobList(props: JobListProps) {
  const { filter, selectedId, onSelect, onOpen, initialId = null, empty, renderRerun } = props
  const { sort = null, onSort, onTotal, onLabels } = props
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const sorted = useMemo(() => (sort === null ? filter : { ...filter, sort }), [filter, sort])
  const { jobs, state, shownFilter, changing } = useJobList(sorted)
  const shownSort = shownFilter?.sort ?? null
  useSortAnnouncement(shownSort)
  const { list, fresh, left, total } = state
  const [isReading, setIsReading] = useState(false)
  const [tableVersion, setTableVersion] = useState(0)
  /** What is run again, with the filter of the list that it was asked in: in another list the strip is closed. */
  const [asked, setAsked] = useState<{ readonly in: string; readonly rerun: RerunRequest } | null>(null)
  const filterKey = JSON.stringify(filter)
  const rerun = asked?.in === filterKey ? asked.rerun : null
  const setRerun = useCallback(
    (next: RerunRequest | null) => setAsked(next === null ? null : { in: filterKey, rerun: next }),
    [filterKey],
  )

  useLoadedWorkflowNames(filter.connectionId)
  useEffect(() => onTotal?.(total), [total, onTotal])
  useLabelNames(list, onLabels)
  // New jobs are shown at once, unless the person reads: then no row moves, and a button offers them.
  useEffect(() => {
    if (!isReading && fresh + left > 0) jobs?.showNewest()
  }, [isReading, fresh, left, jobs])

  const chosen = useChosenJob(list, selectedId ?? initialId, (id, by) => {
    if (by === 'pointer' || selectedId !== null) onSelect(id)
  })
  const job = findJob(list, chosen.row)
  useCommand(
    'job.runAgain',
    job === undefined ? null : () => setRerun({ what: 'one', job, choosesWorkflow: false }),
  )
  const revealedRow = useOfferedList(list, (row) => chosen.choose(row, 'key'))
  const marks = useMarks(list, filterKey, chosen.row)
  const showNewJobs = (): void => {
    jobs?.showNewest()
    setTableVersion(tableVersion + 1)
  }

  return (
    <div ref={frame} className="relative flex min-h-0 min-w-0 grow flex-col">
      {state.error !== null && <ListError error={state.error} onRetry={() => jobs?.retry()} />}
      <MarksBar
        marks={marks}
        rerun={rerun}
        onRerun={setRerun}
        renderRerun={renderRerun}
        onStarted={(run) => void notifyRerun(run)}
      />
      {state.status === 'loading' && (
        <div className="flex grow items-center justify-center">
          <Spinner />
        </div>
      )}
      {changing && sort !== null && (
        <SortingLine
          sort={sort}
          onCancel={() => {
            cancelSort()
            onSort?.(shownSort)
          }}
        />
      )}
      {state.status === 'ready' && list.loadedRows === 0 && empty}
      {width > 0 && list.loadedRows > 0 && (
        <div className={cx('flex min-h-0 grow flex-col', changing && 'opacity-60')}>
          <JobTable
            // Another list starts at its first row. One that is only sorted anew keeps the focus, and goes there by itself.
            key={`${tableVersion} ${toListKey(shownFilter)}`}
            jobs={jobs}
            list={list}
            total={total}
            width={width}
            sort={shownSort}
            onSort={onSort}
            chosen={chosen}
            revealedRow={revealedRow}
            marks={marks}
            selectedId={selectedId}
            onSelect={onSelect}
            onOpen={onOpen}
            onRerun={setRerun}
            onReading={setIsReading}
          />
        </div>
      )}
      {isReading && fresh > 0 && <NewJobsButton count={fresh} onClick={showNewJobs} />}
    </div>
  )
}

/** Names a list, in whatever order a column sorts it. */
const toListKey = (filter: JobFilterInput | null): string => JSON.stringify({ ...filter, sort: undefined })

/** Calls back with the names of the labels that the loaded jobs have, once for each change. */
function useLabelNames(list: JobListState['list'], onLabels: JobListProps['onLabels']): void {
  const joined = listLabelNames(list).join('\n')
  useEffect(() => onLabels?.(joined === '' ? [] : joined.split('\n')), [joined, onLabels])
}

function ListError({ error, onRetry }: { readonly error: AppError; readonly onRetry: () => void }) {
  return (
    <div className="p-2">
      <Banner
        tone="error"
        action={
          <Button small onClick={onRetry}>
            {appWords.retry}
          </Button>
        }
      >
        {`${error.message} ${error.advice}`.trim()}
      </Banner>
    </div>
  )
}

function NewJobsButton({ count, onClick }: { readonly count: number; readonly onClick: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-9 z-10 flex justify-center">
      <Button
        small
        variant="primary"
        icon={ArrowUp}
        className="pointer-events-auto shadow-float"
        onClick={onClick}
      >
        {historyWords.newJobs(count, count >= PAGE_ROWS)}
      </Button>
    </div>
  )
}
