import { useCallback, useMemo } from 'react'
import { useIsLowWindow } from '#renderer/lib/use-low-window.ts'
import { useNow } from '#renderer/lib/use-now.ts'
import { findJob, PAGE_ROWS, type useJobList } from '#renderer/stores/jobs/index.ts'
import { DataTable } from '#renderer/ui/data-table/data-table.tsx'
import type { Job } from '#shared/model/job.ts'
import { historyWords } from '#shared/text/history.ts'
import { chooseListShape, createJobColumns } from './job-columns.tsx'
import { createJobMenu, type RowHandlers } from './job-menu.ts'
import type { RerunRequest } from './marks-bar.tsx'
import { RowActions } from './row-actions.tsx'
import type { ChosenJobState } from './use-chosen-job.ts'
import type { JobMarks } from './use-marks.ts'

/** The times in the rows are updated after this time. */
const CLOCK_INTERVAL_MS = 30_000

interface JobTableProps extends Pick<ReturnType<typeof useJobList>, 'jobs'> {
  readonly list: ReturnType<typeof useJobList>['state']['list']
  /** Px: the columns fold when there is less room. */
  readonly width: number
  readonly labelColumns: readonly string[]
  readonly chosen: ChosenJobState
  /** The row that is scrolled into sight when it changes; -1 for none. */
  readonly revealedRow: number
  readonly marks: JobMarks
  readonly selectedId: string | null
  readonly onSelect: (jobId: string | null) => void
  readonly onOpen: ((jobId: string) => void) | undefined
  /** Asks how jobs are to be run again. */
  readonly onRerun: (rerun: RerunRequest) => void
  readonly onReading: (isReading: boolean) => void
}

/** The table of a list of jobs. Its callbacks stay the same while the list changes, so that rows are not drawn anew. */
export function JobTable(props: JobTableProps) {
  const { jobs, list, width, labelColumns, chosen, revealedRow, marks, selectedId } = props
  const { onSelect, onOpen, onRerun, onReading } = props
  const { chosenId } = chosen
  const { toggle } = marks
  const now = useNow(CLOCK_INTERVAL_MS)
  const isLow = useIsLowWindow()
  const shape = chooseListShape(width, labelColumns.length)
  const columns = useMemo(() => createJobColumns(shape, now, labelColumns), [shape, now, labelColumns])
  const getRow = useCallback((index: number) => findJob(list, index), [list])
  const loadRange = useCallback((from: number, to: number) => jobs?.showRows(from, to), [jobs])
  const createHandlers = useCallback(
    (job: Job): RowHandlers => ({
      onOpen: onOpen && (() => onOpen(job.id)),
      onMark: () => toggle(job),
      onRerun: (choosesWorkflow) => onRerun({ what: 'one', job, choosesWorkflow }),
    }),
    [toggle, onOpen, onRerun],
  )
  const renderActions = useCallback(
    (job: Job) => <RowActions job={job} isChosen={job.id === chosenId} handlers={createHandlers(job)} />,
    [chosenId, createHandlers],
  )
  const goBack = (): boolean => {
    if (selectedId !== null) onSelect(null)
    else if (marks.jobs.length > 0) marks.clear()
    else if (chosenId !== null) chosen.clear()
    else return false
    return true
  }
  const openRow = (index: number): void => {
    const id = findJob(list, index)?.id
    if (id !== undefined) onOpen?.(id)
  }
  return (
    <DataTable
      label={historyWords.list}
      takesFocus
      columns={columns}
      rowCount={list.loadedRows + (list.next === null ? 0 : PAGE_ROWS)}
      isEndLoaded={list.next === null}
      getRow={getRow}
      rowHeight={isLow ? 28 : shape === 'wide' ? 32 : 48}
      selected={chosen.row}
      revealed={revealedRow}
      onSelect={chosen.choose}
      onOpen={openRow}
      onToggle={() => onSelect(selectedId === null ? chosenId : null)}
      onEscape={goBack}
      onRange={loadRange}
      onReading={onReading}
      actions={renderActions}
      marks={marks}
      menu={(job) => createJobMenu(job, createHandlers(job))}
    />
  )
}
