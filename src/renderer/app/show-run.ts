import { useConnections } from '#renderer/stores/connections/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import type { Run } from '#shared/model/run.ts'
import { STATE_GROUPS } from '#shared/model/state-groups.ts'

/** Shows a run on the Run screen, and makes its connection the active one. */
export async function showRun(run: Run): Promise<void> {
  const { activeId, activate } = useConnections.getState()
  if (run.connectionId !== activeId) await activate(run.connectionId)
  useRuns.getState().show(run)
  const { screen, open } = useNavigation.getState()
  if (screen.name !== 'run') open({ name: 'run' })
}

/** Shows the batch of an earlier run in its present state. */
export async function openRun(run: Run): Promise<void> {
  const answer = await useRuns.getState().showById(run.id)
  if (!answer.ok) toast({ text: answer.error.message, tone: 'error' })
  else await showRun(answer.data)
}

/** Shows what went wrong in a run that has ended, or the run itself when nothing did. */
export async function showRunOutcome(runId: string): Promise<void> {
  const answer = await useRuns.getState().showById(runId)
  if (!answer.ok) return
  const { counts } = answer.data
  const states = [...STATE_GROUPS.failed, ...STATE_GROUPS.unknown].filter((state) => counts[state] > 0)
  if (states.length === 0) await showRun(answer.data)
  else useNavigation.getState().open({ name: 'history', filter: { runId, states } })
}
