import * as pages from './job-pages.ts'
import { PAGE_ROWS, type ListView } from './list-view.ts'

/** The next page is asked for when fewer known rows than this are left below. */
const PREFETCH_ROWS = 100
/** A page in the middle of a list begins so many rows above those on screen. */
const ROWS_ABOVE = 60

/** A page to ask for. */
interface MissingPage {
  /** The cursor that it begins after; it counts where no row is to be found first. */
  readonly before: string | null
  /** The row that it begins with, which may lie far behind what is read; null for the one after `before`. */
  readonly row: number | null
  /** Where it stands in the list, and its last job; null for a page after the last one. */
  readonly hole: { readonly at: number; readonly last: string } | null
}

/**
 * Returns the function that loads the rows on screen: one request after another, until all of them are there. `onShort`: the list has
 * fewer rows than were counted.
 */
export function createPageLoader(view: ListView, onShort: () => void): () => Promise<void> {
  const { store } = view
  let busy = false

  const findMissing = (): MissingPage | null => {
    const { list, total } = store.getState()
    const { from, to } = view.wanted
    const at = findHole(list, from, to)
    const page = at === undefined ? undefined : list.pages[at]
    if (at !== undefined && page !== undefined)
      return { before: page.before, row: findRowWithin(list, at, from), hole: { at, last: page.last } }
    if (list.next === null || to + PREFETCH_ROWS < list.loadedRows) return null
    const row = Math.min(from - ROWS_ABOVE, (total ?? 0) - PAGE_ROWS)
    return { before: list.next, row: row > list.loadedRows + PAGE_ROWS ? row : null, hole: null }
  }

  /**
   * Where the missing page begins; null where no row is to be found, or none is good. Jobs that came or went since may have moved
   * the row out of the stretch that is to be filled: then one nearer to its beginning is tried.
   */
  const land = async ({ row, hole }: MissingPage): Promise<pages.Landing | null> => {
    const { list } = store.getState()
    const start = hole === null ? list.loadedRows : (list.firstRows[hole.at] ?? 0)
    for (let rows = row ?? 0; rows - start > PAGE_ROWS; rows = (start + rows) >> 1) {
      const answer = await view.seek(rows)
      if (view.isClosed || !answer.ok || answer.data === null) return null
      const landing = { cursor: answer.data, rows }
      if (isGood(store.getState().list, hole, landing)) return landing
    }
    return null
  }

  /** False when nothing more can be loaded. */
  const loadPage = async (missing: MissingPage): Promise<boolean> => {
    const { before, hole } = missing
    const landing = await land(missing)
    if (view.isClosed) return false
    const answer = await view.readPage(landing === null ? before : landing.cursor)
    if (view.isClosed) return false
    if (!answer.ok) {
      view.fail(answer.error)
      return false
    }
    const { list } = store.getState()
    if (hole !== null) {
      if (list.pages[hole.at]?.last === hole.last)
        view.show(pages.withRefilledPage(list, hole.at, answer.data, landing))
    } else if (landing !== null && answer.data.jobs.length === 0) {
      store.setState({ total: null })
      onShort()
      return false
    } else if (list.next === before) view.show(pages.withNextPage(list, answer.data, landing))
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
  if (from >= list.loadedRows) return undefined
  const first = pages.findPage(list, from)
  const last = pages.findPage(list, Math.min(to, list.loadedRows - 1))
  for (let at = first; at <= last; at += 1) {
    const page = list.pages[at]
    if (page !== undefined && (page.jobs === null || page.stale)) return at
  }
  return undefined
}

/** The row to begin with in a stretch that was passed over; null at its beginning, and in a page of the usual length. */
function findRowWithin(list: pages.PagedJobs, at: number, from: number): number | null {
  const start = list.firstRows[at] ?? 0
  const end = start + (list.pages[at]?.count ?? 0)
  const row = Math.min(Math.max(from, start) - ROWS_ABOVE, end - PAGE_ROWS)
  return row - start > PAGE_ROWS ? row : null
}

/** A landing before what is read already would show rows twice. */
function isGood(list: pages.PagedJobs, hole: MissingPage['hole'], landing: pages.Landing): boolean {
  return hole === null ? pages.isBehindAll(list, landing) : pages.isWithin(list, hole.at, landing)
}
