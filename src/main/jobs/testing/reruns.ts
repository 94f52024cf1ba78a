import type { RerunPreview } from '#shared/model/rerun.ts'
import type { Run } from '#shared/model/run.ts'
import type { RerunRequest } from '#main/jobs/engine.ts'
import type { EngineHarness } from './engine-harness.ts'

/** What the engine says a rerun would send. */
export async function preview(harness: EngineHarness, request: RerunRequest): Promise<RerunPreview> {
  const answer = await harness.engine.rerunPreview(request)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.data
}

/** Runs again, and returns the new runs. */
export async function again(harness: EngineHarness, request: RerunRequest): Promise<readonly Run[]> {
  const answer = await harness.engine.rerun(request)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.data
}

/** The starts that the Sandbox accepted. */
export const acceptedOf = (harness: EngineHarness): number => harness.sandbox.ledger.runs().length
