import { expect, it } from 'vitest'
import { addTallies, playwrightTally, vitestTally } from './tally.ts'

it('counts a test file that does not load as failed (else a broken import is a green run)', () => {
  expect(
    vitestTally({ numPassedTests: 5, numFailedTests: 0, numFailedTestSuites: 1, numPendingTests: 2 }),
  ).toEqual({ passed: 5, failed: 1, skipped: 2 })
})

it('counts a flaky spec and a run-level error as failed', () => {
  expect(
    playwrightTally({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{}] }),
  ).toEqual({ passed: 3, failed: 3, skipped: 0 })
})

it('adds both', () => {
  expect(addTallies({ passed: 1, failed: 0, skipped: 2 }, { passed: 3, failed: 1, skipped: 0 })).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
  })
})
