import { createStore, type StoreApi } from 'zustand/vanilla'
import { request } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { JobFilterInput, JobPage } from '#shared/model/job-page.ts'
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

export const PAGE_ROWS = 200
/** 12 × 200 rows are held, about 3 MB. */
const MAX_LOADED_PAGES = 12

/** What the parts of an open list share: its state, which rows are on screen, and whether it was closed. */
export interface ListView {
  readonly filter: JobFilterInput
  readonly store: StoreApi<JobListState>
  /** It has a text or a query, which only main can compare with a job. */
  readonly isSearch: boolean
  /** The rows on screen. */
  readonly wanted: { readonly from: number; readonly to: number }
  readonly isClosed: boolean
  readonly want: (from: number, to: number) => void
  readonly close: () => void
  readonly readPage: (before: string | null) => Promise<Result<JobPage>>
  /** The cursor behind so many rows of the list; null where there is none. */
  readonly seek: (rows: number) => Promise<Result<string | null>>
  /** Shows these rows, and releases pages far away. */
  readonly show: (list: pages.PagedJobs) => void
  /** A list that shows rows goes on showing them. */
  readonly fail: (error: AppError) => void
}

export function createListView(filter: JobFilterInput): ListView {
  const store = createStore<JobListState>()(() => ({
    status: 'loading',
    error: null,
    list: pages.NO_PAGES,
    fresh: 0,
    left: 0,
    total: null,
  }))
  let wanted = { from: 0, to: 0 }
  let isClosed = false
  return {
    filter,
    store,
    isSearch: [filter.text, filter.query].some((text) => text !== undefined && text.trim() !== ''),
    get wanted() {
      return wanted
    },
    get isClosed() {
      return isClosed
    },
    want: (from, to) => {
      wanted = { from, to }
    },
    close: () => {
      isClosed = true
    },
    readPage: (before) => request('jobs.page', { filter, before, limit: PAGE_ROWS }),
    seek: (rows) => request('jobs.seek', { filter, rows }),
    show: (list) =>
      store.setState({
        status: 'ready',
        error: null,
        list: pages.withFarPagesReleased(list, wanted.from, wanted.to, MAX_LOADED_PAGES),
      }),
    fail: (error) => {
      const empty = store.getState().list.loadedRows === 0
      store.setState(empty ? { status: 'failed', error } : { error })
    },
  }
}
