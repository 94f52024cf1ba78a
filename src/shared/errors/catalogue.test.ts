import { expect, test } from 'vitest'
import { shellWords } from '#shared/text/shell.ts'
import { workflowWords } from '#shared/text/workflows.ts'
import { CATALOGUE } from './entries/index.ts'

const NAME = /Filestack/

// Would catch: a sentence that blames Filestack for what the Sandbox on this computer answered.
test('no sentence that may be about the Sandbox names Filestack', () => {
  const named = Object.entries(CATALOGUE).filter(([, { message, advice }]) => NAME.test(message + advice))
  expect(named).toEqual([])
  expect(shellWords.quitDialog.activeJobs(2, 3)).not.toMatch(NAME)
  expect(JSON.stringify(workflowWords)).not.toMatch(NAME)
})
