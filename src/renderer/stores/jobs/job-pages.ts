import type { JobsPage } from '#shared/model/job-page.ts'
import type { Job } from '#shared/model/job.ts'

/** A stretch of the list. Ids fall (or rise) along the list, so a stretch holds the ids from beyond `before` to `last`. */
export interface JobListPage {
  readonly before: string | null
  readonly last: string
  /** How many rows it has, or had when it was let go. */
  readonly count: number
  /** Null: let go, to keep memory flat; asked for again when wanted. */
  readonly jobs: readonly Job[] | null
  /** Jobs of it changed without being told one by one: ask again when wanted. */
  readonly stale: boolean
}

/** The known part of a list: its pages from the first on, without gaps. */
export interface JobPages {
  /** In the order of the list ids rise along it, else they fall. */
  readonly rising: boolean
  readonly pages: readonly JobListPage[]
  /** First row of each page. */
  readonly firstRows: readonly number[]
  /** Rows known so far. */
  readonly knownRows: number
  /** Leads to what follows; null at the end of the list. */
  readonly next: string | null
}

export const NO_PAGES: JobPages = { rising: false, pages: [], firstRows: [], knownRows: 0, next: null }

function createPages(rising: boolean, pages: readonly JobListPage[], next: string | null): JobPages {
  const firstRows: number[] = []
  let knownRows = 0
  for (const page of pages) {
    firstRows.push(knownRows)
    knownRows += page.count
  }
  return { rising, pages, firstRows, knownRows, next }
}

function createPageList(before: string | null, jobs: readonly Job[]): readonly JobListPage[] {
  const last = jobs.at(-1)
  return last === undefined ? [] : [{ before, last: last.id, count: jobs.length, jobs, stale: false }]
}

/** The list as its first answer says. */
export const createFirstPage = (answer: JobsPage, rising = false): JobPages =>
  createPages(rising, createPageList(null, answer.jobs), answer.next)

/** What follows the known rows. */
export const withNextPage = (list: JobPages, answer: JobsPage): JobPages =>
  createPages(list.rising, [...list.pages, ...createPageList(list.next, answer.jobs)], answer.next)

/** Does one id stand in the list no later than another? */
const isUpTo = ({ rising }: JobPages, id: string, other: string): boolean =>
  rising ? id <= other : id >= other

/** A page asked for again: rows may have left it, and more may have come into it than one answer holds. */
export function withRefilledPage(list: JobPages, at: number, answer: JobsPage): JobPages {
  const page = list.pages[at]
  if (page === undefined) return list
  const jobs = answer.jobs.filter((job) => isUpTo(list, job.id, page.last))
  const cut = jobs.length === answer.jobs.length && answer.next !== null ? jobs.at(-1) : undefined
  const rest: readonly JobListPage[] =
    cut === undefined || isUpTo(list, page.last, cut.id)
      ? []
      : [{ ...page, before: cut.id, count: Math.max(1, page.count - jobs.length), jobs: null, stale: false }]
  return createPages(
    list.rising,
    [...list.pages.slice(0, at), ...createPageList(page.before, jobs), ...rest, ...list.pages.slice(at + 1)],
    list.next,
  )
}

/** Which page holds this row, or -1. */
export function findPage(list: JobPages, row: number): number {
  if (row < 0 || row >= list.knownRows) return -1
  return findFirstIndex(list.firstRows.length, (at) => (list.firstRows[at] ?? 0) > row) - 1
}

/** The job of a row; undefined while it is not at hand. */
export function findJob(list: JobPages, row: number): Job | undefined {
  const at = findPage(list, row)
  return list.pages[at]?.jobs?.[row - (list.firstRows[at] ?? 0)]
}

/** Where an id stands: its row, or why it has none. */
export type Place =
  | { readonly kind: 'row'; readonly page: number; readonly offset: number }
  /** Newer than all that is known · among the known, but not shown · in a page that was let go · further down. */
  | { readonly kind: 'above' | 'between' | 'letGo' | 'below' }

export function findPlace(list: JobPages, id: string): Place {
  const page = findFirstIndex(list.pages.length, (at) => isUpTo(list, id, list.pages[at]?.last ?? ''))
  const found = list.pages[page]
  if (found === undefined) return { kind: list.next === null ? 'between' : 'below' }
  const jobs = found.jobs
  if (jobs === null) return { kind: 'letGo' }
  const offset = findFirstIndex(jobs.length, (at) => isUpTo(list, id, jobs[at]?.id ?? ''))
  if (jobs[offset]?.id === id) return { kind: 'row', page, offset }
  return { kind: page === 0 && offset === 0 ? 'above' : 'between' }
}

/** The row of a job, or -1. */
export function findRow(list: JobPages, id: string): number {
  const place = findPlace(list, id)
  return place.kind === 'row' ? (list.firstRows[place.page] ?? 0) + place.offset : -1
}

/** Names of the labels that the jobs at hand have, in the order they come. */
export function listLabelNames(list: JobPages): readonly string[] {
  const names = new Set<string>()
  for (const { jobs } of list.pages) {
    for (const job of jobs ?? []) for (const name of Object.keys(job.labels)) names.add(name)
  }
  return [...names]
}

/** Puts the newest state of jobs in their rows; rows keep their place even when they no longer fit the filter. */
export function withChanges(list: JobPages, changed: readonly Job[]): JobPages {
  const jobsOf = new Map<number, Job[]>()
  for (const job of changed) {
    const place = findPlace(list, job.id)
    if (place.kind !== 'row') continue
    const jobs = jobsOf.get(place.page) ?? [...(list.pages[place.page]?.jobs ?? [])]
    jobs[place.offset] = job
    jobsOf.set(place.page, jobs)
  }
  if (jobsOf.size === 0) return list
  return { ...list, pages: list.pages.map((page, at) => ({ ...page, jobs: jobsOf.get(at) ?? page.jobs })) }
}

/** An answer with the newest state of its jobs. */
export function withNewest(answer: JobsPage, changed: readonly Job[]): JobsPage {
  const newest = new Map(changed.map((job) => [job.id, job]))
  return { ...answer, jobs: answer.jobs.map((job) => newest.get(job.id) ?? job) }
}

/** How many rows at hand do not fit any more: by `mayFit`, or missing where the list's first answer now speaks of. */
export function countLeft(list: JobPages, first: JobsPage, mayFit: (job: Job) => boolean): number {
  const ids = new Set(first.jobs.map(({ id }) => id))
  const end = first.next === null ? null : (first.jobs.at(-1)?.id ?? null)
  const stays = (job: Job): boolean =>
    mayFit(job) && (ids.has(job.id) || (end !== null && !isUpTo(list, job.id, end)))
  return list.pages.flatMap(({ jobs }) => jobs ?? []).filter((job) => !stays(job)).length
}

/** All of it may have changed. */
export const withAllStale = (list: JobPages): JobPages => ({
  ...list,
  pages: list.pages.map((page) => ({ ...page, stale: true })),
})

/** Lets go of pages until at most `keep` are held, those farthest from the rows being read first. */
export function withFarPagesReleased(list: JobPages, from: number, to: number, keep: number): JobPages {
  const middle = (findPage(list, from) + Math.max(findPage(list, from), findPage(list, to))) / 2
  const held = list.pages.keys().filter((at) => list.pages[at]?.jobs !== null)
  const nearest = [...held].toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  if (nearest.length <= keep) return list
  const letGo = new Set(nearest.slice(keep))
  return { ...list, pages: list.pages.map((page, at) => (letGo.has(at) ? { ...page, jobs: null } : page)) }
}

/** By halving: the first index for which it holds, `length` when for none; it must hold for all after it. */
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
