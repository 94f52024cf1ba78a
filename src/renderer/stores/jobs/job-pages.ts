import type { JobPage } from '#shared/model/job-page.ts'
import type { Job } from '#shared/model/job.ts'

/** A page of the list. Unless the list is sorted, it holds the ids after `before`, up to `last`. */
export interface ListedPage {
  readonly before: string | null
  readonly last: string
  /** How many rows it has, or had when it was released. */
  readonly count: number
  /** Null when it was released to save memory; it is asked for again when it is wanted. */
  readonly jobs: readonly Job[] | null
  /** Some of its jobs changed, and it is not known which: it is asked for again when it is wanted. */
  readonly stale: boolean
}

/** Ids fall along the list, rise (in the order of a run's list), or stand as a column sorts them. */
export type ListOrder = 'falling' | 'rising' | 'sorted'

/** A row that was gone to over others that are not read: the cursor behind `rows` rows (`jobs.seek`). */
export interface Landing {
  readonly cursor: string
  readonly rows: number
}

/**
 * The known part of a list: its pages from the first on. Rows that were passed over stand as one page without jobs, of any
 * length: when a row of it is wanted, a page is read within it.
 */
export interface PagedJobs {
  readonly order: ListOrder
  readonly pages: readonly ListedPage[]
  /** First row of each page. */
  readonly firstRows: readonly number[]
  /** Rows known so far. */
  readonly loadedRows: number
  /** The cursor of the next page; null at the end of the list. */
  readonly next: string | null
}

export const NO_PAGES: PagedJobs = { order: 'falling', pages: [], firstRows: [], loadedRows: 0, next: null }

function createPages(order: ListOrder, pages: readonly ListedPage[], next: string | null): PagedJobs {
  const firstRows: number[] = []
  let loadedRows = 0
  for (const page of pages) {
    firstRows.push(loadedRows)
    loadedRows += page.count
  }
  return { order, pages, firstRows, loadedRows, next }
}

function createPageList(before: string | null, jobs: readonly Job[]): readonly ListedPage[] {
  const last = jobs.at(-1)
  return last === undefined ? [] : [{ before, last: last.id, count: jobs.length, jobs, stale: false }]
}

/** A list of one page: the first answer. */
export const createFirstPage = (answer: JobPage, order: ListOrder = 'falling'): PagedJobs =>
  createPages(order, createPageList(null, answer.jobs), answer.next)

/** The list with the page that follows the known rows, or, with a landing, that begins there. */
export function withNextPage(list: PagedJobs, answer: JobPage, landing: Landing | null = null): PagedJobs {
  const passed =
    landing === null ? [] : [createHole(list.next, landing.cursor, landing.rows - list.loadedRows)]
  const page = createPageList(landing === null ? list.next : landing.cursor, answer.jobs)
  return createPages(list.order, [...list.pages, ...passed, ...page], answer.next)
}

const createHole = (before: string | null, last: string, count: number): ListedPage => ({
  before,
  last,
  count: Math.max(1, count),
  jobs: null,
  stale: false,
})

/** Is one id at the place of another, or before it? */
const isUpTo = ({ order }: PagedJobs, id: string, other: string): boolean =>
  order === 'rising' ? id <= other : id >= other

/**
 * The list with a page that was asked for again: it may have lost rows, or gained more than one answer holds. With a landing,
 * the answer begins there, within the page.
 */
export function withRefilledPage(
  list: PagedJobs,
  at: number,
  answer: JobPage,
  landing: Landing | null = null,
): PagedJobs {
  const page = list.pages[at]
  if (page === undefined) return list
  const passed = landing === null ? 0 : landing.rows - (list.firstRows[at] ?? 0)
  const left = page.count - passed
  const jobs =
    list.order === 'sorted'
      ? answer.jobs.slice(0, left)
      : answer.jobs.filter((job) => isUpTo(list, job.id, page.last))
  const end = jobs.at(-1)
  const isCut =
    list.order === 'sorted'
      ? jobs.length < left
      : jobs.length === answer.jobs.length && end !== undefined && !isUpTo(list, page.last, end.id)
  const rest = isCut && answer.next !== null ? [createHole(answer.next, page.last, left - jobs.length)] : []
  return createPages(
    list.order,
    [
      ...list.pages.slice(0, at),
      ...(landing === null ? [] : [createHole(page.before, landing.cursor, passed)]),
      ...createPageList(landing === null ? page.before : landing.cursor, jobs),
      ...rest,
      ...list.pages.slice(at + 1),
    ],
    list.next,
  )
}

/** Does a landing lie behind the beginning of this page, and before its end? Jobs that came or went may have moved it. */
export function isWithin(list: PagedJobs, at: number, { cursor }: Landing): boolean {
  const page = list.pages[at]
  if (list.order === 'sorted' || page === undefined) return page !== undefined
  const isBehind = page.before === null || !isUpTo(list, cursor, page.before)
  return isBehind && !isUpTo(list, page.last, cursor)
}

/** Does a landing lie behind all known rows? */
export function isBehindAll(list: PagedJobs, { cursor }: Landing): boolean {
  const last = list.pages.at(-1)
  return list.order === 'sorted' || last === undefined || !isUpTo(list, cursor, last.last)
}

/** How many rows a list has, as far as it is known; `total` as it was counted last. */
export const countRows = ({ loadedRows, next }: PagedJobs, total: number | null, more: number): number =>
  next === null ? loadedRows : Math.max(loadedRows + more, total ?? 0)

/** Which page holds this row, or -1. */
export function findPage(list: PagedJobs, row: number): number {
  if (row < 0 || row >= list.loadedRows) return -1
  return findFirstIndex(list.firstRows.length, (at) => (list.firstRows[at] ?? 0) > row) - 1
}

/** The job of a row; undefined while it is not loaded. */
export function findJob(list: PagedJobs, row: number): Job | undefined {
  const at = findPage(list, row)
  return list.pages[at]?.jobs?.[row - (list.firstRows[at] ?? 0)]
}

/** The place of an id: its row, or why it has none. */
export type Place =
  | { readonly kind: 'row'; readonly page: number; readonly offset: number }
  /** Before all known rows · between known rows, but not one of them · in a page that was released · after all known rows. */
  | { readonly kind: 'above' | 'between' | 'letGo' | 'below' }

export function findPlace(list: PagedJobs, id: string): Place {
  if (list.order === 'sorted') return findSortedPlace(list, id)
  const page = findFirstIndex(list.pages.length, (at) => isUpTo(list, id, list.pages[at]?.last ?? ''))
  const found = list.pages[page]
  if (found === undefined) return { kind: list.next === null ? 'between' : 'below' }
  const jobs = found.jobs
  if (jobs === null) return { kind: 'letGo' }
  const offset = findFirstIndex(jobs.length, (at) => isUpTo(list, id, jobs[at]?.id ?? ''))
  if (jobs[offset]?.id === id) return { kind: 'row', page, offset }
  return { kind: page === 0 && offset === 0 ? 'above' : 'between' }
}

/** Nothing about an id tells where it stands, so the loaded pages are looked through. */
function findSortedPlace(list: PagedJobs, id: string): Place {
  for (const [page, { jobs }] of list.pages.entries()) {
    const offset = jobs === null ? undefined : offsetsOf(jobs).get(id)
    if (offset !== undefined) return { kind: 'row', page, offset }
  }
  if (list.pages.some(({ jobs }) => jobs === null)) return { kind: 'letGo' }
  return { kind: list.next === null ? 'between' : 'below' }
}

const knownOffsets = new WeakMap<readonly Job[], ReadonlyMap<string, number>>()

function offsetsOf(jobs: readonly Job[]): ReadonlyMap<string, number> {
  const known = knownOffsets.get(jobs) ?? new Map(jobs.map(({ id }, offset) => [id, offset]))
  knownOffsets.set(jobs, known)
  return known
}

/** The row of a job, or -1. */
export function findRow(list: PagedJobs, id: string): number {
  const place = findPlace(list, id)
  return place.kind === 'row' ? (list.firstRows[place.page] ?? 0) + place.offset : -1
}

/** The names of the labels of all loaded jobs, in the order of their first use. */
export function listLabelNames(list: PagedJobs): readonly string[] {
  const names = new Set<string>()
  for (const { jobs } of list.pages) {
    for (const job of jobs ?? []) for (const name of Object.keys(job.labels)) names.add(name)
  }
  return [...names]
}

/** Updates the jobs in their rows. Rows keep their place even when they do not fit the filter any more. */
export function withChanges(list: PagedJobs, changed: readonly Job[]): PagedJobs {
  const jobsByPage = new Map<number, Job[]>()
  for (const job of changed) {
    const place = findPlace(list, job.id)
    if (place.kind !== 'row') continue
    const jobs = jobsByPage.get(place.page) ?? [...(list.pages[place.page]?.jobs ?? [])]
    jobs[place.offset] = job
    jobsByPage.set(place.page, jobs)
  }
  if (jobsByPage.size === 0) return list
  return {
    ...list,
    pages: list.pages.map((page, at) => ({ ...page, jobs: jobsByPage.get(at) ?? page.jobs })),
  }
}

/** An answer in which jobs that changed in the meantime are replaced. */
export function withNewest(answer: JobPage, changed: readonly Job[]): JobPage {
  const newest = new Map(changed.map((job) => [job.id, job]))
  return { ...answer, jobs: answer.jobs.map((job) => newest.get(job.id) ?? job) }
}

/** How many jobs of the newest first page are new in the list. */
export function countFresh(list: PagedJobs, first: JobPage): number {
  const isNew =
    list.order === 'sorted'
      ? (kind: Place['kind']) => kind !== 'row' && kind !== 'letGo'
      : (kind: Place['kind']) => kind === 'above' || kind === 'between'
  return first.jobs.filter(({ id }) => isNew(findPlace(list, id).kind)).length
}

/** How many loaded rows do not fit any more, or stand elsewhere: by `mayFit`, or because the newest first page does not have them. */
export function countLeft(list: PagedJobs, first: JobPage, mayFit: (job: Job) => boolean): number {
  if (list.order === 'sorted') {
    const shown = list.pages[0]?.jobs ?? []
    const moved = shown.filter((job, at) => job.id !== first.jobs[at]?.id).length
    return moved + list.pages.slice(1).flatMap(({ jobs }) => jobs?.filter((job) => !mayFit(job)) ?? []).length
  }
  const ids = new Set(first.jobs.map(({ id }) => id))
  const end = first.next === null ? null : (first.jobs.at(-1)?.id ?? null)
  const stays = (job: Job): boolean =>
    mayFit(job) && (ids.has(job.id) || (end !== null && !isUpTo(list, job.id, end)))
  return list.pages.flatMap(({ jobs }) => jobs ?? []).filter((job) => !stays(job)).length
}

/** Marks all pages as possibly changed. */
export const withAllStale = (list: PagedJobs): PagedJobs => ({
  ...list,
  pages: list.pages.map((page) => ({ ...page, stale: true })),
})

/** Releases pages until at most `keep` are loaded, beginning with those farthest from the visible rows. */
export function withFarPagesReleased(list: PagedJobs, from: number, to: number, keep: number): PagedJobs {
  const middle = (findPage(list, from) + Math.max(findPage(list, from), findPage(list, to))) / 2
  const held = list.pages.keys().filter((at) => list.pages[at]?.jobs !== null)
  const nearest = [...held].toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  if (nearest.length <= keep) return list
  const released = new Set(nearest.slice(keep))
  return { ...list, pages: list.pages.map((page, at) => (released.has(at) ? { ...page, jobs: null } : page)) }
}

/** Binary search: the first index for which `holds` is true, and `length` when there is none. It must be true for all that follow. */
function findFirstIndex(length: number, holds: (at: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
