import { request } from '#renderer/client/index.ts'
import type { Result } from '#shared/model/result.ts'
import { packPlan, type DraftPlan } from './draft-plan.ts'
import { nameDraft } from './name-draft.ts'

/** Saves the sheet of a list in which every source has a result, where the person chooses; null when they cancelled. */
export async function saveKnownSheet(
  connectionId: string,
  workflowId: string,
  plan: DraftPlan,
): Promise<Result<{ readonly rows: number } | null>> {
  const name = nameDraft(plan.list)
  return request('runs.exportKnown', {
    connectionId,
    workflowId,
    as: 'csv',
    ...(await packPlan(plan)),
    ...(name !== null && { name }),
  })
}
