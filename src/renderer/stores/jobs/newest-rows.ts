import type { JobFilterInput, JobPage } from '#shared/model/job-page.ts'
import type { Job } from '#shared/model/job.ts'
import * as pages from './job-pages.ts'
import type { ListView } from './list-view.ts'

/** Rows that came or left are looked for at most this often. */
const CHECK_INTERVAL_MS = 500

/** Looks for rows that came into a list, or left it, while the list goes on showing what it shows. */
export interface NewestRows {
  /** `jobs` changed; `list` is the list as it was before. `more`: others may have changed, too. */
  readonly noteChanges: (list: pages.PagedJobs, jobs: readonly Job[], more: boolean) => void
  /** Something that the jobs do not tell may have changed which of them fit. */
  readonly lookSoon: () => void
  /** The newest page, which the list takes now; null when it shows that page already. */
  readonly take: () => JobPage | null
  readonly stop: () => void
}

/** `onLooked` is called each time that they were looked for. */
export function createNewestRows(view: ListView, onLooked: () => void): NewestRows {
  const { filter, store } = view
  /** The newest page as last read, when the list shows other rows. */
  let head: JobPage | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = async (): Promise<void> => {
    timer = undefined
    const answer = await view.readPage(null)
    if (view.isClosed || !answer.ok || store.getState().status !== 'ready') return
    const { list } = store.getState()
    const fresh = pages.countFresh(list, answer.data)
    const left = pages.countLeft(list, answer.data, (job) => mayFit(filter, job))
    head = fresh + left > 0 ? answer.data : null
    store.setState({ fresh, left })
    onLooked()
  }

  const lookSoon = (): void => {
    timer ??= setTimeout(() => void look(), CHECK_INTERVAL_MS)
  }

  /** Whether a changed job may have entered the list, or left it. */
  const isMove = (list: pages.PagedJobs, job: Job): boolean => {
    const place = pages.findPlace(list, job.id)
    // Where a changed job stands in a sorted list, only main can tell.
    if (list.order === 'sorted') return true
    if (place.kind !== 'row') return mayFit(filter, job) && isNewRow(place)
    const before = list.pages[place.page]?.jobs?.[place.offset]
    return !mayFit(filter, job) || (view.isSearch && before?.state !== job.state)
  }

  return {
    noteChanges(list, jobs, more) {
      if (head !== null) head = pages.withNewest(head, jobs)
      if (more || jobs.some((job) => isMove(list, job))) lookSoon()
    },
    lookSoon,
    take() {
      const taken = head
      head = null
      return taken
    },
    stop: () => clearTimeout(timer),
  }
}

const isNewRow = (place: pages.Place): boolean => place.kind === 'above' || place.kind === 'between'

/** Compares a job with the filter, except for its text and query, which only main can compare. */
function mayFit(filter: JobFilterInput, job: Job): boolean {
  const { connectionId, workflowId, runId, states, cause } = filter
  return (
    (connectionId === undefined || connectionId === job.connectionId) &&
    (workflowId === undefined || workflowId === job.workflowId) &&
    (runId === undefined || runId === job.runId) &&
    (states === undefined || states.length === 0 || states.includes(job.state)) &&
    (cause === undefined || (cause.code === job.error?.code && cause.message === job.error.message))
  )
}
