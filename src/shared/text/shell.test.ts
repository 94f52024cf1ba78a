import { expect, test } from 'vitest'
import { shellWords } from './shell.ts'

// Would catch: a window closed in the belief that there is time, while the oldest result is forgotten before the morning;
// a deadline where nothing runs.
test('closing the window says what runs, and before when it has to be open again', () => {
  const say = shellWords.quitDialog.activeJobs
  const until = Date.UTC(2026, 10, 24, 9)
  expect(say({ waiting: 0, running: 2, resultsUntil: until, files: null })).toMatch(
    /^2 jobs run on .* Open it before .*24 Nov 2026/,
  )
  expect(say({ waiting: 1, running: 0, resultsUntil: until, files: null })).toBe(
    '1 job waits and will be sent when Flowbench is open again.',
  )
  expect(say({ waiting: 0, running: 0, resultsUntil: null, files: { jobs: 3, until } })).toMatch(
    /^The produced files of 3 jobs are not here yet; .*24 Nov 2026/,
  )
})
