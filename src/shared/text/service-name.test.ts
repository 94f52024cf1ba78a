import { expect, test } from 'vitest'
import { shellWords } from './shell.ts'
import { workflowWords } from './workflows.ts'

// Would catch: a dialog or a screen that speaks of Filestack while the connection is the Sandbox.
test('what is also said of the Sandbox does not name Filestack', () => {
  expect(
    shellWords.quitDialog.activeJobs({
      waiting: 2,
      running: 3,
      resultsUntil: 1,
      files: { jobs: 1, until: 1 },
    }),
  ).not.toContain('Filestack')
  expect(JSON.stringify(workflowWords)).not.toContain('Filestack')
})
