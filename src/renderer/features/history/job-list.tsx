import { ArrowUp } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useCommand } from '#renderer/lib/commands.ts'
import { useNow } from '#renderer/lib/use-now.ts'
import { useWidth } from '#renderer/lib/use-width.ts'
import { jobAt, labelNamesOf, PAGE, useJobList } from '#renderer/stores/jobs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { Table } from '#renderer/ui/table/table.tsx'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { Job } from '#shared/model/job.ts'
import { appWords } from '#shared/text/app.ts'
import { historyWords } from '#shared/text/history.ts'
import { RowActions, createJobMenu, rerunAndNotify, type RowHandlers } from './row-actions.tsx'
import { createJobColumns, chooseListShape } from './job-columns.tsx'
import { MarksBar, type RenderRerun } from './marks-bar.tsx'
import { useChosenJob } from './use-chosen-job.ts'
import { useMarks } from './use-marks.ts'
import { useLoadedWorkflowNames } from './use-workflow-names.ts'

export interface JobListProps {
  readonly filter: JobFilterInput
  /** The job shown beside the list; null: none. */
  readonly selectedId: string | null
  readonly onSelect: (jobId: string | null) => void
  /** Enter or a double click: the job whole. */
  readonly onOpen?: (jobId: string) => void
  /** The row chosen at first, when none is shown beside. */
  readonly initialId?: string | null
  /** What it says when no job fits. */
  readonly empty: ReactNode
  /** Running jobs again, in place; of one connection, or (null) of several. */
  readonly renderRerun: RenderRerun
  /** How many fit, when that is known. */
  readonly onTotal?: (total: number | null) => void
  /** Labels that are columns. */
  readonly columns?: readonly string[]
  /** Which labels the jobs at hand have, in the order of their lists. */
  readonly onLabels?: (names: readonly string[]) => void
}

const NO_COLUMNS: readonly string[] = []

/** Jobs that fit a filter, newest first, live. */
export function JobList(props: JobListProps) {
  const { filter, selectedId, onSelect, onOpen, initialId = null, empty, renderRerun, onTotal } = props
  const { columns: labels = NO_COLUMNS, onLabels } = props
  const place = useRef<HTMLDivElement>(null)
  const width = useWidth(place)
  const shape = chooseListShape(width, labels.length)
  const now = useNow(30_000)
  const { jobs, state, changing } = useJobList(filter)
  const { list, fresh, left, total } = state
  const [reading, setReading] = useState(false)
  const [generation, setGeneration] = useState(0)

  useLoadedWorkflowNames(filter.connectionId)
  useEffect(() => onTotal?.(total), [total, onTotal])
  const found = labelNamesOf(list).join('\n')
  useEffect(() => onLabels?.(found === '' ? [] : found.split('\n')), [found, onLabels])
  useEffect(() => {
    if (!reading && fresh + left > 0) jobs?.takeFresh()
  }, [reading, fresh, left, jobs])

  const { chosen, row, choose, clear } = useChosenJob(list, selectedId ?? initialId, (id, by) => {
    if (by === 'pointer' || selectedId !== null) onSelect(id)
  })
  const job = jobAt(list, row)
  useCommand('job.runAgain', job === undefined ? null : () => void rerunAndNotify(job))
  const marks = useMarks(list, JSON.stringify(filter), row)
  const [again, setAgain] = useState<readonly Job[] | null>(null)
  const goBack = (): boolean => {
    if (selectedId !== null) onSelect(null)
    else if (marks.jobs.length > 0) marks.clear()
    else if (chosen !== null) clear()
    else return false
    return true
  }
  const getRow = useCallback((index: number) => jobAt(list, index), [list])
  const want = useCallback((from: number, to: number) => jobs?.want(from, to), [jobs])
  const columns = useMemo(() => createJobColumns(shape, now, labels), [shape, now, labels])
  const { toggle } = marks
  const ways = useCallback(
    (of: Job): RowHandlers => ({
      onOpen: onOpen && (() => onOpen(of.id)),
      onMark: () => toggle(of),
      onRerun: () => setAgain([of]),
    }),
    [toggle, onOpen],
  )
  const actions = useCallback(
    (of: Job) => <RowActions job={of} isChosen={of.id === chosen} handlers={ways(of)} />,
    [chosen, ways],
  )

  return (
    <div ref={place} className="relative flex min-h-0 min-w-0 grow flex-col">
      {state.error !== null && (
        <div className="p-2">
          <Banner
            tone="error"
            action={
              <Button small onClick={() => jobs?.retry()}>
                {appWords.retry}
              </Button>
            }
          >
            {`${state.error.message} ${state.error.advice}`.trim()}
          </Banner>
        </div>
      )}
      <MarksBar marks={marks} rerunJobs={again} onRerun={setAgain} renderRerun={renderRerun} />
      {state.status === 'loading' && (
        <div className="flex grow items-center justify-center">
          <Spinner />
        </div>
      )}
      {state.status === 'ready' && list.known === 0 && empty}
      {width > 0 && list.known > 0 && (
        <div className={cx('flex min-h-0 grow flex-col', changing && 'opacity-60')}>
          <Table
            key={generation}
            label={historyWords.list}
            takesFocus
            columns={columns}
            rowCount={list.known + (list.next === null ? 0 : PAGE)}
            endKnown={list.next === null}
            getRow={getRow}
            rowHeight={shape === 'wide' ? 32 : 48}
            selected={row}
            onSelect={choose}
            onOpen={(index) => {
              const id = jobAt(list, index)?.id
              if (id !== undefined) onOpen?.(id)
            }}
            onToggle={() => onSelect(selectedId === null ? chosen : null)}
            onEscape={goBack}
            onRange={want}
            onReading={setReading}
            actions={actions}
            marks={marks}
            menu={(of) => createJobMenu(of, ways(of))}
          />
        </div>
      )}
      {reading && fresh > 0 && (
        <div className="pointer-events-none absolute inset-x-0 top-9 z-10 flex justify-center">
          <Button
            small
            variant="primary"
            icon={ArrowUp}
            className="pointer-events-auto shadow-float"
            onClick={() => {
              jobs?.takeFresh()
              setGeneration(generation + 1)
            }}
          >
            {historyWords.newJobs(fresh, fresh >= PAGE)}
          </Button>
        </div>
      )}
    </div>
  )
}
