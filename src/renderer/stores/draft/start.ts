import { useRuns } from '#renderer/stores/runs/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import type { Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { useDraft } from './index.ts'
import { sourcesToRun } from './item.ts'

/**
 * Runs the draft: once, however often it is called while main has not answered (null then).
 * What was run leaves the draft; lines that still need the person, and lines added meanwhile, stay.
 */
export async function startRun(connectionId: string, workflowId: string): Promise<Result<Run> | null> {
  if (useDraft.getState().starting) return null
  useDraft.setState({ starting: true })
  try {
    const { items, keepUnsent } = useDraft.getState()
    const answer = await useRuns
      .getState()
      .create({ connectionId, workflowId, sources: [...sourcesToRun(items)] })
    if (answer.ok) {
      keepUnsent(items)
      void useWorkflows.getState().load(connectionId)
    }
    return answer
  } finally {
    useDraft.setState({ starting: false })
  }
}
