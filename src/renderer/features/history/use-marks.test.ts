import { expect, test } from 'vitest'
import { createFirstPage, findJob } from '#renderer/stores/jobs/job-pages.ts'
import { job } from '#renderer/stores/jobs/testing/fake-main-process.ts'
import { toggleMark, markAll, markRange, NO_MARKS, type MarkedJobs } from './use-marks.ts'

/** Rows 0 to 9 are the jobs 10 to 1. */
const list = createFirstPage({ jobs: Array.from({ length: 10 }, (_, at) => job(10 - at)), next: null })
const at = (row: number) => findJob(list, row)
const numbers = ({ jobs }: MarkedJobs): readonly number[] =>
  jobs.map(({ position }) => position).toSorted((a, b) => b - a)

// Would catch: a second click that marks twice, or a mark that cannot be taken away.
test('one row is marked and unmarked', () => {
  const two = toggleMark(toggleMark(NO_MARKS, at(2)), at(5))
  expect(numbers(two)).toEqual([8, 5])
  expect(numbers(toggleMark(two, at(2)))).toEqual([5])
})

// Would catch: a range that only grows when Shift and the arrows go back, so that more is run again than is seen.
test('a range goes from the last mark, either way, and shrinks again', () => {
  const from = toggleMark(toggleMark(NO_MARKS, at(0)), at(4))
  const down = markRange(from, list, 7, -1)
  expect(numbers(down)).toEqual([10, 6, 5, 4, 3])
  expect(numbers(markRange(down, list, 5, -1))).toEqual([10, 6, 5])
  expect(numbers(markRange(down, list, 3, -1))).toEqual([10, 7, 6])
})

// Would catch: Shift and an arrow that leave out the row they began on.
test('without a mark a range begins at the chosen row', () => {
  expect(numbers(markRange(NO_MARKS, list, 3, 2))).toEqual([8, 7])
})

// Would catch: a range that slides down when new jobs arrive at the top.
test('a range begins at its job, wherever that stands now', () => {
  const from = toggleMark(NO_MARKS, at(4))
  const later = createFirstPage({
    jobs: [job(12), job(11), ...list.pages.flatMap(({ jobs }) => jobs ?? [])],
    next: null,
  })
  expect(numbers(markRange(from, later, 7, -1))).toEqual([6, 5])
})

// Would catch: ⌘ A that forgets rows of a page further down, or a click after it that begins a range from nowhere.
test('all loaded rows are marked at once, and one can be taken out again', () => {
  const all = markAll(toggleMark(NO_MARKS, at(3)), list)
  expect(numbers(all)).toEqual(
    list.pages.flatMap(({ jobs }) => jobs ?? []).map((job) => numbers({ ...NO_MARKS, jobs: [job] })[0]),
  )
  expect(numbers(toggleMark(all, at(3)))).toHaveLength(all.jobs.length - 1)
})
