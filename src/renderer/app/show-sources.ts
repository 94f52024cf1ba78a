import { useConnections } from '#renderer/stores/connections/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'

/** Leads to where what comes in is seen: Run, and there the source area instead of a batch, which goes on. */
export function showSources(): void {
  const { screen, open } = useNavigation.getState()
  if (screen.name !== 'run') open({ name: 'run' })
  useRuns.getState().hide(useConnections.getState().activeId)
}
