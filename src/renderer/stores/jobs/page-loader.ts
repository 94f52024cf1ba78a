import * as pages from './job-pages.ts'
import type { ListView } from './list-view.ts'

/** The next page is asked for when fewer known rows than this are left below. */
const PREFETCH_ROWS = 100

/** A page to ask for: the one that begins after the job `before`. */
interface MissingPage {
  readonly before: string | null
  /** Where it stands in the list, and its last job; null for the page after the last one. */
  readonly hole: { readonly at: number; readonly last: string } | null
}

/** Returns the function that loads the rows on screen: one request after another, until all of them are there. */
export function createPageLoader(view: ListView): () => Promise<void> {
  const { store } = view
  let busy = false

  const findMissing = (): MissingPage | null => {
    const { list } = store.getState()
    const { from, to } = view.wanted
    const at = findHole(list, from, to)
    const page = at === undefined ? undefined : list.pages[at]
    if (at !== undefined && page !== undefined) return { before: page.before, hole: { at, last: page.last } }
    return list.next !== null && to + PREFETCH_ROWS >= list.loadedRows
      ? { before: list.next, hole: null }
      : null
  }

  /** False when nothing more can be loaded. */
  const loadPage = async ({ before, hole }: MissingPage): Promise<boolean> => {
    const answer = await view.readPage(before)
    if (view.isClosed) return false
    if (!answer.ok) {
      view.fail(answer.error)
      return false
    }
    const { list } = store.getState()
    if (hole === null) {
      if (list.next === before) view.show(pages.withNextPage(list, answer.data))
    } else if (list.pages[hole.at]?.last === hole.last) {
      view.show(pages.withRefilledPage(list, hole.at, answer.data))
    }
    return true
  }

  return async () => {
    if (busy || view.isClosed || store.getState().status !== 'ready') return
    busy = true
    try {
      // Without a wait between the last look and the end of `busy`: what is asked for in that moment would be lost.
      for (let missing = findMissing(); missing !== null; missing = findMissing()) {
        if (!(await loadPage(missing))) return
      }
    } finally {
      busy = false
    }
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
