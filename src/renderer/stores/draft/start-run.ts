import { nextTask } from '#renderer/lib/yield-to-browser.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import type { Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { useDraft } from './index.ts'
import { useExistingResults } from './existing-results-store.ts'
import { findDuplicateRows, findKnown, packPlan, planDraft, type DraftPlan } from './draft-plan.ts'
import { nameDraft } from './name-draft.ts'

/**
 * Runs the draft. While main has not answered, further calls do nothing and return null. `plan` is what the person
 * saw. Afterwards the draft keeps only the items that still need the person, and those added in the meantime.
 */
export async function startRun(
  connectionId: string,
  workflowId: string,
  plan: DraftPlan = planDraft(useDraft.getState().items),
): Promise<Result<Run> | null> {
  if (useDraft.getState().starting) return null
  useDraft.setState({ starting: true })
  let isStarted = false
  try {
    const { items, firstResults, removeSent } = useDraft.getState()
    const known = findKnown(plan)
    const duplicates = findDuplicateRows(plan)
    const name = nameDraft(plan.list)
    const answer = await useRuns.getState().create({
      connectionId,
      workflowId,
      ...(known.length > 0 && { known }),
      ...(duplicates.length > 0 && { duplicates }),
      ...(name !== null && { name }),
      ...(await packPlan(plan)),
      ...(firstResults === null ? {} : { options: { firstResults } }),
    })
    if (answer.ok) {
      isStarted = true
      // The batch is drawn in one task, the draft is emptied in the next.
      await nextTask()
      removeSent(items)
      useDraft.setState({ firstResults: null })
      useExistingResults.setState({
        runAll: false,
        runUnclear: false,
        runUnderWay: false,
        uploadAgain: false,
      })
      void useWorkflows.getState().load(connectionId)
    }
    return answer
  } finally {
    // What was run cannot be taken back.
    useDraft.setState({ starting: false, ...(isStarted && { undoSteps: [] }) })
  }
}
