import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { jobAt, rowOf, type JobListState } from '#renderer/stores/jobs/index.ts'
import type { Marks } from '#renderer/ui/table/table.tsx'
import type { Job } from '#shared/model/job.ts'

type List = JobListState['list']

/** What is marked: `base` with what was marked one by one, `jobs` with the range from `from` as well. */
export interface MarkedJobs {
  readonly from: string | null
  readonly base: readonly Job[]
  readonly jobs: readonly Job[]
}

export const NO_MARKS: MarkedJobs = { from: null, base: [], jobs: [] }

/** Marks a job, or takes its mark away; a range goes on from it. */
export function toggleMark(marked: MarkedJobs, job: Job | undefined): MarkedJobs {
  if (job === undefined) return marked
  const without = marked.jobs.filter(({ id }) => id !== job.id)
  const jobs = without.length < marked.jobs.length ? without : [...without, job]
  return { from: job.id, base: jobs, jobs }
}

/** Marks the jobs from the last marked one to a row; without one, from the row `otherwise`. Only what is loaded. */
export function markRange(marked: MarkedJobs, list: List, index: number, fallbackRow: number): MarkedJobs {
  const known = marked.from === null ? -1 : rowOf(list, marked.from)
  const start = known >= 0 ? known : Math.max(0, fallbackRow)
  const jobs = new Map(marked.base.map((job) => [job.id, job]))
  for (let row = Math.min(start, index); row <= Math.max(start, index); row += 1) {
    const job = jobAt(list, row)
    if (job !== undefined) jobs.set(job.id, job)
  }
  return { from: jobAt(list, start)?.id ?? null, base: marked.base, jobs: [...jobs.values()] }
}

export interface JobMarks extends Marks<Job> {
  readonly jobs: readonly Job[]
  /** Marks a job, or takes its mark away. */
  readonly toggle: (job: Job) => void
  readonly clear: () => void
}

/**
 * Jobs of a list marked to do something with several. `of` names the filter: another one has no marks. What it does
 * stays the same while the list moves, so that rows need not be drawn anew.
 */
export function useMarks(list: List, filterKey: string, chosen: number): JobMarks {
  const [stored, setStored] = useState({ filterKey, marked: NO_MARKS })
  const marked = stored.filterKey === filterKey ? stored.marked : NO_MARKS
  const latest = useRef({ list, filterKey, chosen, marked })
  useEffect(() => {
    latest.current = { list, filterKey, chosen, marked }
  })
  const toggle = useCallback((job: Job | undefined) => {
    const now = latest.current
    setStored({ filterKey: now.filterKey, marked: toggleMark(now.marked, job) })
  }, [])
  const onMark: Marks<Job>['onMark'] = useCallback(
    (index, what) => {
      const now = latest.current
      if (what === 'one') toggle(jobAt(now.list, index))
      else setStored({ filterKey: now.filterKey, marked: markRange(now.marked, now.list, index, now.chosen) })
    },
    [toggle],
  )
  const ids = useMemo(() => new Set(marked.jobs.map(({ id }) => id)), [marked])
  const isMarked = useCallback((job: Job) => ids.has(job.id), [ids])
  const clear = useCallback(() => setStored({ filterKey: latest.current.filterKey, marked: NO_MARKS }), [])
  return { jobs: marked.jobs, isMarked, onMark, toggle, clear }
}
