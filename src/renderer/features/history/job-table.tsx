import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useIsLowWindow } from '#renderer/lib/use-low-window.ts'
import { useNow } from '#renderer/lib/use-now.ts'
import { countRows, findJob, PAGE_ROWS, useCellLoader, type useJobList } from '#renderer/stores/jobs/index.ts'
import { DataTable } from '#renderer/ui/data-table/data-table.tsx'
import {
  columnKey,
  nextSort,
  resizeColumn,
  type ColumnLayout,
  type ColumnSort,
  type JobColumn,
} from '#shared/model/columns/index.ts'
import type { Job } from '#shared/model/job.ts'
import { historyWords } from '#shared/text/history.ts'
import { chooseListShape, createJobColumns } from './job-columns.tsx'
import { createJobMenu, type RowHandlers } from './job-menu.ts'
import type { RerunRequest } from './marks-bar.tsx'
import { RowActions } from './row-actions.tsx'
import type { ChosenJobState } from './use-chosen-job.ts'
import { useJobLayout } from './use-job-layout.ts'
import type { JobMarks } from './use-marks.ts'

/** The times in the rows are updated after this time. */
const CLOCK_INTERVAL_MS = 30_000

interface JobTableProps extends Pick<ReturnType<typeof useJobList>, 'jobs'> {
  readonly list: ReturnType<typeof useJobList>['state']['list']
  /** How many jobs fit; null while it is not counted. */
  readonly total: number | null
  /** Px: the columns fold when there is less room. */
  readonly width: number
  /** By which column the rows that are shown are sorted. */
  readonly sort: ColumnSort | null
  readonly onSort: ((sort: ColumnSort | null) => void) | undefined
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
  const { jobs, list, total, width, sort, onSort, chosen, revealedRow, marks, selectedId } = props
  const { onSelect, onOpen, onRerun, onReading } = props
  const { chosenId } = chosen
  const { toggle } = marks
  const now = useNow(CLOCK_INTERVAL_MS)
  const isLow = useIsLowWindow()
  const [layout, changeLayout] = useJobLayout()
  const shape = chooseListShape(width, layout)
  const columns = useMemo(() => createJobColumns(shape, now, layout), [shape, now, layout])
  const getRow = useCallback((index: number) => findJob(list, index), [list])
  const showCells = useCells(layout, list)
  const loadRange = useCallback(
    (from: number, to: number) => {
      jobs?.showRows(from, to)
      showCells(from, to)
    },
    [jobs, showCells],
  )
  const findColumn = (id: string): JobColumn | undefined =>
    layout.find(({ column }) => columnKey(column) === id)?.column
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
      rowCount={countRows(list, total, PAGE_ROWS)}
      isEndLoaded={list.next === null || total !== null}
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
      sort={sort && { columnId: columnKey(sort.column), direction: sort.direction }}
      {...(onSort !== undefined && {
        onSort: (id: string) => {
          const column = findColumn(id)
          if (column !== undefined) onSort(nextSort(sort, column))
        },
      })}
      onResize={(id, px) => {
        const column = findColumn(id)
        if (column !== undefined) changeLayout((now) => resizeColumn(now, column, px))
      }}
      actions={renderActions}
      marks={marks}
      menu={(job) => createJobMenu(job, createHandlers(job))}
    />
  )
}

/** Loads the cells of the rows in sight that the rows themselves do not hold; returns the function that says which these are. */
function useCells(layout: ColumnLayout, list: JobTableProps['list']): (from: number, to: number) => void {
  const loader = useCellLoader(layout.map(({ column }) => column))
  const shown = useRef({ from: 0, to: 0 })
  const want = useCallback(() => {
    const { from, to } = shown.current
    const ids = Array.from({ length: Math.max(0, to - from) }, (_, at) => findJob(list, from + at)?.id)
    loader?.want(ids.filter((id) => id !== undefined))
  }, [loader, list])
  useEffect(want, [want])
  const latest = useRef(want)
  useEffect(() => {
    latest.current = want
  })
  return useCallback((from, to) => {
    shown.current = { from, to }
    latest.current()
  }, [])
}
