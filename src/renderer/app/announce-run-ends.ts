import { announce } from '#renderer/stores/announcement/index.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { countFailed, useRuns } from '#renderer/stores/runs/index.ts'
import type { Run } from '#shared/model/run.ts'
import { appWords } from '#shared/text/app.ts'

/**
 * Announces the outcome of every run that ends while the window is open: to screen readers, and as a toast on
 * the other screens.
 */
export function announceRunEnds(): void {
  useRuns.subscribe((now, before) => {
    for (const [id, run] of Object.entries(now.runs)) {
      const was = before.runs[id]
      if (run !== was && run.state === 'done' && was !== undefined && was.state !== 'done')
        announceRunEnd(run)
    }
  })
}

function announceRunEnd({ id, counts }: Run): void {
  const text = appWords.runEnded(counts.finished, countFailed(counts), counts.unknown)
  announce(text)
  const { screen, open } = useNavigation.getState()
  if (screen.name === 'run') return
  toast({
    text,
    tone: 'info',
    action: { label: appWords.showRuns, onClick: () => open({ name: 'history', filter: { runId: id } }) },
  })
}
