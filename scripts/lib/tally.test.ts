import { expect, it } from 'vitest'
import { addTallies, readPlaywrightTally, readVitestTally } from './tally.ts'

// Would catch: a green run in spite of a broken import.
it('a test file that does not load counts as failed', () => {
  expect(
    readVitestTally({ numPassedTests: 5, numFailedTests: 0, numFailedTestSuites: 1, numPendingTests: 2 }),
  ).toEqual({ passed: 5, failed: 1, skipped: 2 })
})

// Would catch: a green run in spite of a flaky spec or a runner that failed.
it('a flaky spec and an error of the runner count as failed', () => {
  expect(
    readPlaywrightTally({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{}] }),
  ).toEqual({ passed: 3, failed: 3, skipped: 0 })
})

// Would catch: a sum that forgets one of the two runners.
it('two tallies are added', () => {
  expect(addTallies({ passed: 1, failed: 0, skipped: 2 }, { passed: 3, failed: 1, skipped: 0 })).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
  })
})
