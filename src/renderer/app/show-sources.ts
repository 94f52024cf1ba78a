import { useConnections } from '#renderer/stores/connections/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'

/** Shows the source area of the Run screen. A batch that stood in its place goes on. */
export function showSources(): void {
  const { screen, open } = useNavigation.getState()
  if (screen.name !== 'run') open({ name: 'run' })
  useRuns.getState().hide(useConnections.getState().activeId)
}
