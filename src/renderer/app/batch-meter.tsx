import { countDone, useRunningBatch } from '#renderer/stores/runs/index.ts'
import { StateBar } from '#renderer/job-state/state-bar.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { appWords } from '#shared/text/app.ts'
import { showRun } from './show-run.ts'

/** The progress of the running batch, in the sidebar of every screen; a click shows the batch. */
export function BatchMeter() {
  const run = useRunningBatch()
  if (run === undefined) return null
  const done = countDone(run.counts)
  const words = (run.state === 'paused' ? appWords.pausedBatch : appWords.runningBatch)(done, run.total)
  return (
    <Tooltip text={`${words}. ${appWords.openBatch}`} side="right">
      <button
        type="button"
        aria-label={`${words}. ${appWords.openBatch}`}
        onClick={() => void showRun(run)}
        className="flex flex-col gap-1.5 rounded px-2.5 py-2 text-left hover:bg-surface-3 max-[1000px]:px-1"
      >
        <span className="text-xs text-muted max-[1000px]:hidden">{words}</span>
        <StateBar thin counts={run.counts} label={words} done={done / run.total} />
      </button>
    </Tooltip>
  )
}
