import { expect, test } from 'vitest'
import { firstResultsByDefault, offersFirstResults } from './first-results.ts'

// Would catch: five thousand billed jobs on production that go off without a look at the first ones.
test('over 500 sources on production it is asked by default, and nowhere else', () => {
  expect(firstResultsByDefault({ jobs: 501, production: true })).toBe(true)
  expect(firstResultsByDefault({ jobs: 500, production: true })).toBe(false)
  expect(firstResultsByDefault({ jobs: 5000, production: false })).toBe(false)
})

// Would catch: “run the first 1,000” of 60, or a line about ten sources.
test('it is offered where there is something left to go on with', () => {
  expect(offersFirstResults(51, 10)).toBe(true)
  expect(offersFirstResults(50, 10)).toBe(false)
  expect(offersFirstResults(1000, 1000)).toBe(false)
  expect(offersFirstResults(1001, 1000)).toBe(true)
})
