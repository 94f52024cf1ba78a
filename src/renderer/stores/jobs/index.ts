import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { request } from '#renderer/client/index.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { Job } from '#shared/model/job.ts'
import { openJobList, type JobList, type JobListState } from './job-list.ts'
import { NO_PAGES } from './job-pages.ts'

export { PAGE_ROWS, type JobList, type JobListState } from './job-list.ts'
export { asksForResults, listAskedPaths, useFactsProgress } from './facts-progress.ts'
export { useCellLoader, useJobCell } from './cells.ts'
export { countRows, findJob, listLabelNames, findRow } from './job-pages.ts'

const LOADING: JobListState = {
  status: 'loading',
  error: null,
  list: NO_PAGES,
  fresh: 0,
  left: 0,
  total: null,
}

/**
 * The jobs that fit a filter, kept up to date while the component is mounted. When the filter changes, the rows of the one before
 * stay until the new ones are there.
 */
export function useJobList(filter: JobFilterInput): {
  readonly jobs: JobList | null
  readonly state: JobListState
  /** The filter whose rows are shown; null before there are any. */
  readonly shownFilter: JobFilterInput | null
  /** The rows shown are those of another filter; the right ones are on their way. */
  readonly changing: boolean
} {
  const key = JSON.stringify(filter)
  const [shown, setShown] = useState<{ readonly key: string; readonly jobs: JobList } | null>(null)
  useEffect(() => {
    const jobs = openJobList(JSON.parse(key) as JobFilterInput)
    const stop = jobs.store.subscribe(({ status }) => {
      if (status === 'loading') return
      setShown({ key, jobs })
      stop()
    })
    return () => {
      stop()
      jobs.close()
    }
  }, [key])
  const jobs = shown?.jobs ?? null
  const subscribe = useCallback((onChange: () => void) => subscribeInTasks(jobs, onChange), [jobs])
  const state = useSyncExternalStore(subscribe, () => (jobs === null ? LOADING : jobs.store.getState()))
  return {
    jobs,
    state,
    shownFilter: jobs?.filter ?? null,
    changing: shown !== null && shown.key !== key,
  }
}

/** Calls back in a task of its own, so that rows are never drawn in the task in which a message with many of them is read. */
function subscribeInTasks(jobs: JobList | null, onChange: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  const stop = jobs?.store.subscribe(() => {
    waiting ??= setTimeout(() => {
      waiting = undefined
      onChange()
    })
  })
  return () => {
    clearTimeout(waiting)
    stop?.()
  }
}

/** Gives up the sorting of a list that is not there yet. */
export const cancelSort = (): void => void request('jobs.cancelSort', undefined)

/** Lets main put a result on the clipboard; rejects when nothing was copied. */
export async function copyResult(jobId: string, as: 'json' | 'raw'): Promise<void> {
  const answer = await request('jobs.copy', { jobId, as })
  if (!answer.ok) throw new Error(answer.error.message)
}

/** The first job of a run; null when it cannot be read. */
export async function findFirstJob(runId: string): Promise<Job | null> {
  const answer = await request('jobs.page', { filter: { runId, order: 'list' }, before: null, limit: 1 })
  return answer.ok ? (answer.data.jobs[0] ?? null) : null
}
