import { RerunStrip } from '#renderer/features/rerun/index.ts'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'
import { showRun } from './show-run.ts'

/** Draws the strip that runs jobs again, in place. Unless its caller says otherwise, the first of the new runs is shown. */
export const renderRerun: RenderRerun = ({ onStarted, ...slot }) => (
  <RerunStrip
    key={JSON.stringify([slot.from, slot.choosesWorkflow])}
    {...slot}
    onStarted={(runs) => {
      slot.onClose()
      const [first] = runs
      if (onStarted !== undefined) onStarted(runs)
      else if (first !== undefined) void showRun(first)
    }}
  />
)
