import { expect, test } from 'vitest'
import { isFirstResultsDefault, isFirstResultsOffered } from './first-results.ts'

// Would catch: five thousand billed jobs on production that go off without a look at the first ones.
test('over 500 sources on production it is asked by default, and nowhere else', () => {
  expect(isFirstResultsDefault({ jobs: 501, production: true })).toBe(true)
  expect(isFirstResultsDefault({ jobs: 500, production: true })).toBe(false)
  expect(isFirstResultsDefault({ jobs: 5000, production: false })).toBe(false)
})

// Would catch: “run the first 1,000” of 60, or a line about ten sources.
test('it is offered when jobs would be left after the first ones', () => {
  expect(isFirstResultsOffered(51, 10)).toBe(true)
  expect(isFirstResultsOffered(50, 10)).toBe(false)
  expect(isFirstResultsOffered(1000, 1000)).toBe(false)
  expect(isFirstResultsOffered(1001, 1000)).toBe(true)
})
