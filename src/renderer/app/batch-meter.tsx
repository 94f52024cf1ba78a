import { useConnections } from '#renderer/stores/connections/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { doneCount, useRunningBatch, useRuns } from '#renderer/stores/runs/index.ts'
import { SegmentedBar } from '#renderer/ui/segmented-bar.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { app } from '#shared/text/app.ts'

/** How far the running batch is, on every screen; a click leads to it. */
export function BatchMeter() {
  const run = useRunningBatch()
  const { activeId, activate } = useConnections()
  const show = useRuns((store) => store.show)
  const open = useNavigation((store) => store.open)
  if (run === undefined) return null
  const done = doneCount(run.counts)
  const words = (run.state === 'paused' ? app.pausedBatch : app.runningBatch)(done, run.total)
  const go = async (): Promise<void> => {
    if (run.connectionId !== activeId) await activate(run.connectionId)
    show(run)
    open({ name: 'run' })
  }
  return (
    <Tooltip text={`${words}. ${app.openBatch}`} side="right">
      <button
        type="button"
        aria-label={`${words}. ${app.openBatch}`}
        onClick={() => void go()}
        className="flex flex-col gap-1.5 rounded px-2.5 py-2 text-left hover:bg-surface-3 max-[1000px]:px-1"
      >
        <span className="text-xs text-muted max-[1000px]:hidden">{words}</span>
        <SegmentedBar thin counts={run.counts} label={words} done={done / run.total} />
      </button>
    </Tooltip>
  )
}
