import type { StoreApi } from 'zustand/vanilla'
import { subscribe } from '#renderer/client/index.ts'
import type { JobEvents } from '#shared/ipc/jobs.ts'
import type { JobFilterInput, JobPage } from '#shared/model/job-page.ts'
import { asksForResults } from './facts-progress.ts'
import * as pages from './job-pages.ts'
import { createListView, type JobListState } from './list-view.ts'
import { createNewestRows } from './newest-rows.ts'
import { createPageLoader } from './page-loader.ts'
import { createTotalCounter } from './total-counter.ts'

export { PAGE_ROWS, type JobListState } from './list-view.ts'

/** Jobs that fit a filter, in its order, read page by page and kept up to date. */
export interface JobList {
  readonly filter: JobFilterInput
  readonly store: StoreApi<JobListState>
  /** Says which rows are on screen. Their pages are loaded, and pages far away are released. */
  readonly showRows: (from: number, to: number) => void
  /** Reads the list again from its first row: with the new rows, and without those that do not fit any more. */
  readonly showNewest: () => void
  readonly retry: () => void
  /** Ends the list: it takes no events and makes no requests any more. */
  readonly close: () => void
}

export function openJobList(filter: JobFilterInput): JobList {
  const view = createListView(filter)
  const { store } = view
  const order = filter.sort === undefined ? (filter.order === 'list' ? 'rising' : 'falling') : 'sorted'
  const total = createTotalCounter(view)
  const loadPages = createPageLoader(view, total.count)
  const newest = createNewestRows(view, total.countAnew)

  const load = (): void => void loadPages()
  const showFirst = (page: JobPage): void => {
    view.show(pages.createFirstPage(page, order))
    store.setState({ fresh: 0, left: 0 })
    load()
  }
  const begin = async (): Promise<void> => {
    const answer = await view.readPage(null)
    if (view.isClosed) return
    if (!answer.ok) {
      view.fail(answer.error)
      return
    }
    newest.take()
    showFirst(answer.data)
    total.count()
  }
  const onChanged = ({ jobs, more }: JobEvents['jobs.changed']): void => {
    const { list, status } = store.getState()
    if (status !== 'ready') return
    const next = pages.withChanges(more ? pages.withAllStale(list) : list, jobs)
    if (next !== list) store.setState({ list: next })
    if (more) load()
    // Jobs came or left together: a person waits for the count.
    if (more && jobs.length === 0) total.count()
    newest.noteChanges(list, jobs, more)
  }
  const retry = (): void => {
    store.setState({ error: null })
    if (store.getState().status === 'ready') {
      load()
      return
    }
    store.setState({ status: 'loading' })
    void begin()
  }
  const unsubscribe = subscribe('jobs.changed', onChanged)
  // What results say is read a little after the results came.
  const unsubscribeFacts = asksForResults(filter.query)
    ? subscribe('facts.changed', () => {
        if (store.getState().status === 'failed') retry()
        else newest.lookSoon()
      })
    : () => undefined
  void begin()

  return {
    filter,
    store,
    showRows(from, to) {
      view.want(from, to)
      load()
    },
    showNewest() {
      const head = newest.take()
      if (head !== null) showFirst(head)
    },
    retry,
    close() {
      view.close()
      newest.stop()
      total.stop()
      unsubscribe()
      unsubscribeFacts()
    },
  }
}
