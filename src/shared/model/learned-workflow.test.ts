import { expect, test } from 'vitest'
import { findQuantile, findShapeChange } from './learned-workflow.ts'

/** Jobs whose tasks are the letters of a word, an hour apart. */
const jobs = (...words: readonly string[]) =>
  words.map((word, at) => ({ endedAt: at * 3_600_000, tasks: new Set(word) }))
const changeOf = (...words: readonly string[]) => findShapeChange(jobs(...words))

// Would catch: a moderation that was taken out of a workflow, and whose absence is taken for harmless pictures for weeks.
test('a task that is gone is noticed at the third job without it, and not before', () => {
  expect(changeOf('st', 'st', 'st', 't', 't')).toBeNull()
  expect(changeOf('st', 'st', 'st', 't', 't', 't')).toEqual({ at: 3 * 3_600_000, missing: ['s'], added: [] })
})

// Would catch: an alarm at each picture for which a branch of the workflow is not taken.
test('a task that comes and goes is no change', () => {
  expect(changeOf('st', 't', 'st', 't', 'st', 't', 't', 't')).toBeNull()
  expect(changeOf('t', 't', 's', 't', 't', 't')).toBeNull()
  expect(changeOf('s', 's', 't', 't', 't')).toBeNull()
})

// Would catch: a task in the place of another one, told as two changes, or an older change told in place of the newest.
test('what changed at once is told together; of several changes, the newest', () => {
  expect(changeOf('s', 's', 's', 't', 't', 't')).toEqual({ at: 3 * 3_600_000, missing: ['s'], added: ['t'] })
  expect(changeOf('abc', 'abc', 'abc', 'bc', 'bc', 'bc', 'c', 'c', 'c')).toEqual({
    at: 6 * 3_600_000,
    missing: ['b'],
    added: [],
  })
  expect(findShapeChange([])).toBeNull()
})

// Would catch: a usual length that is the longest one, or none for a single job.
test('quantiles of few numbers', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1)
  expect([findQuantile(hundred, 0.5), findQuantile(hundred, 0.95)]).toEqual([50, 95])
  expect([findQuantile([7], 0.95), findQuantile([], 0.5)]).toEqual([7, null])
})
