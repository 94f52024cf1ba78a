import { createStore, type StoreApi } from 'zustand/vanilla'
import { request, subscribe } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { JobEvents } from '#shared/ipc/jobs.ts'
import type { JobFilterInput, JobPage } from '#shared/model/job-page.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import * as pages from './job-pages.ts'

export interface JobListState {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly error: AppError | null
  readonly list: pages.PagedJobs
  /** New rows that are not shown yet: the view shows them when nobody is reading at the top. */
  readonly fresh: number
  /** Rows that do not fit the filter any more. They keep their places until the view shows the newest rows. */
  readonly left: number
  /** The number of all jobs that fit; null while it is not counted. */
  readonly total: number | null
}

/** Jobs that fit a filter, in its order, read page by page and kept up to date. */
export interface JobList {
  readonly store: StoreApi<JobListState>
  /** Says which rows are on screen. Their pages are loaded, and pages far away are released. */
  readonly showRows: (from: number, to: number) => void
  /** Reads the list again from its first row: with the new rows, and without those that do not fit any more. */
  readonly showNewest: () => void
  readonly retry: () => void
  /** Ends the list: it takes no events and makes no requests any more. */
  readonly close: () => void
}

export const PAGE_ROWS = 200
/** 12 × 200 rows are held, about 3 MB. */
const MAX_LOADED_PAGES = 12
/** The next page is asked for when fewer known rows than this are left below. */
const PREFETCH_ROWS = 100
/** Rows that came or left are looked for at most this often. */
const CHECK_INTERVAL_MS = 500
/** To count the jobs of a search, main reads every job, so it is asked no more often than this. */
const SEARCH_COUNT_INTERVAL_MS = 5000

export function openJobList(filter: JobFilterInput): JobList {
  const store = createStore<JobListState>()(() => ({
    status: 'loading',
    error: null,
    list: pages.NO_PAGES,
    fresh: 0,
    left: 0,
    total: null,
  }))
  const wanted = { from: 0, to: 0 }
  const rising = filter.order === 'list'
  const isSearch = [filter.text, filter.query].some((text) => text !== undefined && text.trim() !== '')
  let closed = false
  let busy = false
  /** The newest page as last read, when the list shows other rows. */
  let head: JobPage | null = null
  let looking: ReturnType<typeof setTimeout> | undefined
  let counting: ReturnType<typeof setTimeout> | undefined

  const page = (before: string | null): Promise<Result<JobPage>> =>
    request('jobs.page', { filter, before, limit: PAGE_ROWS })

  const show = (list: pages.PagedJobs): void =>
    store.setState({
      status: 'ready',
      error: null,
      list: pages.withFarPagesReleased(list, wanted.from, wanted.to, MAX_LOADED_PAGES),
    })

  const failed = (error: AppError): void => {
    const empty = store.getState().list.loadedRows === 0
    store.setState(empty ? { status: 'failed', error } : { error })
  }

  async function begin(): Promise<void> {
    const answer = await page(null)
    if (closed) return
    if (!answer.ok) {
      failed(answer.error)
      return
    }
    head = null
    show(pages.createFirstPage(answer.data, rising))
    store.setState({ fresh: 0, left: 0 })
    void load()
    void count()
  }

  /** Makes one request after another, until all wanted rows are loaded. */
  async function load(): Promise<void> {
    if (busy || closed || store.getState().status !== 'ready') return
    busy = true
    try {
      for (;;) {
        const { list } = store.getState()
        const hole = findHole(list, wanted.from, wanted.to)
        const more = hole === undefined && list.next !== null && wanted.to + PREFETCH_ROWS >= list.loadedRows
        if (hole === undefined && !more) return
        const asked = hole === undefined ? undefined : list.pages[hole]
        const before = hole === undefined ? list.next : (asked?.before ?? null)
        const answer = await page(before)
        if (closed) return
        if (!answer.ok) {
          failed(answer.error)
          return
        }
        const now = store.getState().list
        if (hole === undefined) {
          if (now.next === before) show(pages.withNextPage(now, answer.data))
        } else if (now.pages[hole]?.last === asked?.last) {
          show(pages.withRefilledPage(now, hole, answer.data))
        }
      }
    } finally {
      busy = false
    }
  }

  function countAnew(): void {
    if (!isSearch) void count()
    else counting ??= setTimeout(() => void count(), SEARCH_COUNT_INTERVAL_MS)
  }

  async function count(): Promise<void> {
    counting = undefined
    const answer = await request('jobs.count', { filter })
    if (!closed && answer.ok) store.setState({ total: answer.data })
  }

  async function look(): Promise<void> {
    looking = undefined
    const answer = await page(null)
    if (closed || !answer.ok || store.getState().status !== 'ready') return
    const { list } = store.getState()
    const fresh = answer.data.jobs.filter((job) => isNewRow(pages.findPlace(list, job.id))).length
    const left = pages.countLeft(list, answer.data, (job) => mayFit(filter, job))
    head = fresh + left > 0 ? answer.data : null
    store.setState({ fresh, left })
    countAnew()
  }

  /** Whether a changed job may have entered the list, or left it. */
  function isMove(list: pages.PagedJobs, job: Job): boolean {
    const place = pages.findPlace(list, job.id)
    if (place.kind !== 'row') return mayFit(filter, job) && isNewRow(place)
    const before = list.pages[place.page]?.jobs?.[place.offset]
    return !mayFit(filter, job) || (isSearch && before?.state !== job.state)
  }

  const changed = ({ jobs, more }: JobEvents['jobs.changed']): void => {
    const { list, status } = store.getState()
    if (status !== 'ready') return
    const next = pages.withChanges(more ? pages.withAllStale(list) : list, jobs)
    if (next !== list) store.setState({ list: next })
    if (head !== null) head = pages.withNewest(head, jobs)
    if (more) void load()
    if (more || jobs.some((job) => isMove(list, job)))
      looking ??= setTimeout(() => void look(), CHECK_INTERVAL_MS)
  }
  const stopHearing = subscribe('jobs.changed', changed)
  void begin()

  return {
    store,
    showRows(from, to) {
      wanted.from = from
      wanted.to = to
      void load()
    },
    showNewest() {
      if (head === null) return
      show(pages.createFirstPage(head, rising))
      head = null
      store.setState({ fresh: 0, left: 0 })
      void load()
    },
    retry() {
      store.setState({ error: null })
      if (store.getState().status === 'ready') {
        void load()
        return
      }
      store.setState({ status: 'loading' })
      void begin()
    },
    close() {
      closed = true
      clearTimeout(looking)
      clearTimeout(counting)
      stopHearing()
    },
  }
}

/** The first visible page that is not loaded, or that may have changed. */
function findHole(list: pages.PagedJobs, from: number, to: number): number | undefined {
  const first = pages.findPage(list, Math.min(from, list.loadedRows - 1))
  const last = pages.findPage(list, Math.min(to, list.loadedRows - 1))
  for (let at = first; at <= last; at += 1) {
    const page = list.pages[at]
    if (page !== undefined && (page.jobs === null || page.stale)) return at
  }
  return undefined
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
