import { CornerUpLeft } from 'lucide-react'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { useRun } from '#renderer/stores/runs/use-run.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import type { SendRunCommand } from './use-run-command.ts'

/** Says that a run runs jobs of an earlier run again, with a button that shows the earlier one. */
export function RerunOrigin({
  run,
  sendCommand,
}: {
  readonly run: Run
  readonly sendCommand: SendRunCommand
}) {
  const showById = useRuns((store) => store.showById)
  const { retryOf } = run
  const earlier = useRun(retryOf)
  if (retryOf === null) return null
  return (
    <p className="flex items-center gap-1 text-muted">
      <CornerUpLeft aria-hidden size={14} className="shrink-0" />
      {words.rerunOf(run.total, earlier?.name ?? null)}
      <Button small variant="plain" onClick={() => sendCommand(() => showById(retryOf))}>
        {words.showEarlier}
      </Button>
    </p>
  )
}
