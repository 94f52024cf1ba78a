import { z } from 'zod'

/** How many tests passed, failed and were skipped. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const VITEST_REPORT = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  numPendingTests: z.number(),
})

const PLAYWRIGHT_REPORT = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
})

/** Reads vitest's JSON report; a file that does not load counts as failed. */
export function readVitestTally(report: unknown): Tally {
  const r = VITEST_REPORT.parse(report)
  return {
    passed: r.numPassedTests,
    failed: r.numFailedTests > 0 ? r.numFailedTests : r.numFailedTestSuites,
    skipped: r.numPendingTests,
  }
}

/** Reads Playwright's JSON report; a flaky test counts as failed. */
export function readPlaywrightTally(report: unknown): Tally {
  const { stats, errors } = PLAYWRIGHT_REPORT.parse(report)
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }
}

export function addTallies(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}
