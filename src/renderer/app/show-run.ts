import { useConnections } from '#renderer/stores/connections/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import type { Run } from '#shared/model/run.ts'

/** Leads to a run, whichever connection it is of. */
export async function showRun(run: Run): Promise<void> {
  const { activeId, activate } = useConnections.getState()
  if (run.connectionId !== activeId) await activate(run.connectionId)
  useRuns.getState().show(run)
  const { screen, open } = useNavigation.getState()
  if (screen.name !== 'run') open({ name: 'run' })
}
