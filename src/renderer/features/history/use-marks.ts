import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { findJob, findRow, type JobListState } from '#renderer/stores/jobs/index.ts'
import type { RowMarks } from '#renderer/ui/data-table/data-table.tsx'
import type { Job } from '#shared/model/job.ts'

type List = JobListState['list']

/** The marked jobs of a list. */
export interface MarkedJobs {
  /** The job that was marked last: a range begins at it. Null before the first mark. */
  readonly from: string | null
  /** The jobs that were marked one by one. */
  readonly base: readonly Job[]
  /** All marked jobs: `base`, and the range that was marked last. */
  readonly jobs: readonly Job[]
}

export const NO_MARKS: MarkedJobs = { from: null, base: [], jobs: [] }

/** Marks a job, or removes its mark. The next range begins at it. */
export function toggleMark(marked: MarkedJobs, job: Job | undefined): MarkedJobs {
  if (job === undefined) return marked
  const without = marked.jobs.filter(({ id }) => id !== job.id)
  const jobs = without.length < marked.jobs.length ? without : [...without, job]
  return { from: job.id, base: jobs, jobs }
}

/** Marks the loaded jobs from the last marked one to a row; without a marked one, from `fallbackRow`. */
export function markRange(marked: MarkedJobs, list: List, index: number, fallbackRow: number): MarkedJobs {
  const fromRow = marked.from === null ? -1 : findRow(list, marked.from)
  const start = fromRow >= 0 ? fromRow : Math.max(0, fallbackRow)
  const jobs = new Map(marked.base.map((job) => [job.id, job]))
  for (let row = Math.min(start, index); row <= Math.max(start, index); row += 1) {
    const job = findJob(list, row)
    if (job !== undefined) jobs.set(job.id, job)
  }
  return { from: findJob(list, start)?.id ?? null, base: marked.base, jobs: [...jobs.values()] }
}

/** Marks every loaded job. */
export function markAll(marked: MarkedJobs, list: List): MarkedJobs {
  const jobs = list.pages.flatMap((page) => page.jobs ?? [])
  return { from: marked.from, base: jobs, jobs }
}

/** What `useMarks` gives: for the table, and for the bar above it. */
export interface JobMarks extends RowMarks<Job> {
  readonly jobs: readonly Job[]
  /** Marks a job, or removes its mark. */
  readonly toggle: (job: Job) => void
  readonly clear: () => void
}

/**
 * The jobs of a list that are marked to do something with several of them. The marks belong to one filter
 * (`filterKey`). The callbacks stay the same while the list changes, so that rows are not drawn anew.
 */
export function useMarks(list: List, filterKey: string, chosenRow: number): JobMarks {
  const [stored, setStored] = useState({ filterKey, marked: NO_MARKS })
  const marked = stored.filterKey === filterKey ? stored.marked : NO_MARKS
  const latest = useRef({ list, filterKey, chosenRow, marked })
  useEffect(() => {
    latest.current = { list, filterKey, chosenRow, marked }
  })
  const toggle = useCallback((job: Job | undefined) => {
    const now = latest.current
    setStored({ filterKey: now.filterKey, marked: toggleMark(now.marked, job) })
  }, [])
  const onMark: RowMarks<Job>['onMark'] = useCallback(
    (index, what) => {
      const now = latest.current
      if (what === 'one') toggle(findJob(now.list, index))
      else if (what === 'all') setStored({ filterKey: now.filterKey, marked: markAll(now.marked, now.list) })
      else
        setStored({ filterKey: now.filterKey, marked: markRange(now.marked, now.list, index, now.chosenRow) })
    },
    [toggle],
  )
  const ids = useMemo(() => new Set(marked.jobs.map(({ id }) => id)), [marked])
  const isMarked = useCallback((job: Job) => ids.has(job.id), [ids])
  const clear = useCallback(() => setStored({ filterKey: latest.current.filterKey, marked: NO_MARKS }), [])
  return { jobs: marked.jobs, isMarked, onMark, toggle, clear }
}
