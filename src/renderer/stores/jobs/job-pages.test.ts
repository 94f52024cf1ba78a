import { describe, expect, it } from 'vitest'
import type { JobPage } from '#shared/model/job-page.ts'
import {
  createFirstPage,
  findJob,
  findPlace,
  withRefilledPage,
  findRow,
  withFarPagesReleased,
  withNextPage,
  type PagedJobs,
} from './job-pages.ts'
import { job } from './testing/fake-main-process.ts'

/** The jobs `from` down to `to`; more follow unless it is job 1. */
function answer(from: number, to: number, next: string | null = to === 1 ? null : job(to).id): JobPage {
  return { jobs: Array.from({ length: from - to + 1 }, (_, at) => job(from - at)), next }
}
const rows = (list: PagedJobs): (number | undefined)[] =>
  Array.from({ length: list.loadedRows }, (_, row) => findJob(list, row)?.position)

const two = withNextPage(createFirstPage(answer(20, 11)), answer(10, 1))

describe('the place of a job', () => {
  it('is found on every page by binary search', () => {
    expect(Array.from({ length: 20 }, (_, at) => findRow(two, job(20 - at).id))).toEqual(
      Array.from({ length: 20 }, (_, at) => at),
    )
  })

  it('differs between new jobs and those further down that are not read yet', () => {
    const first = createFirstPage(answer(20, 11))
    expect(findPlace(first, job(21).id).kind).toBe('above')
    expect(findPlace(first, job(5).id).kind).toBe('below')
    expect(findPlace(two, job(0).id).kind).toBe('between')
  })

  it('on a released page is not taken for a new job', () => {
    expect(findPlace(withFarPagesReleased(two, 0, 5, 1), job(3).id).kind).toBe('letGo')
  })
})

describe('a page asked for again', () => {
  const letGo = withFarPagesReleased(two, 15, 19, 1)

  it('is the same when nothing changed', () => {
    expect(rows(letGo).slice(0, 10)).toEqual(Array.from({ length: 10 }, () => undefined))
    expect(rows(withRefilledPage(letGo, 0, answer(20, 11)))).toEqual(rows(two))
  })

  it('that lost jobs is shorter, and takes none of the next page', () => {
    const rest = { jobs: [job(20), job(15), job(9), job(8)], next: job(8).id }
    expect(rows(withRefilledPage(letGo, 0, rest))).toEqual([20, 15, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  })

  it('that gained more jobs than one answer holds leaves no gap', () => {
    const more = withRefilledPage(letGo, 0, answer(20, 16, job(16).id))
    expect(more.loadedRows).toBe(20)
    const hole = more.pages.findIndex((page) => page.jobs === null)
    expect(rows(withRefilledPage(more, hole, answer(15, 6, job(6).id)))).toEqual(rows(two))
  })
})

it('the pages farthest from the visible rows are released first', () => {
  const three = withNextPage(withNextPage(createFirstPage(answer(30, 21)), answer(20, 11)), answer(10, 1))
  expect(withFarPagesReleased(three, 0, 5, 2).pages.map((page) => page.jobs !== null)).toEqual([
    true,
    true,
    false,
  ])
  expect(withFarPagesReleased(three, 25, 29, 2).pages.map((page) => page.jobs !== null)).toEqual([
    false,
    true,
    true,
  ])
})
