import { CornerDownRight } from 'lucide-react'
import { useNow } from '#renderer/lib/use-now.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { countStillFailed } from '#renderer/stores/runs/use-rerun-state.ts'
import { Button } from '#renderer/ui/button.tsx'
import { createDates } from '#shared/format/dates.ts'
import type { RerunPreview } from '#shared/model/rerun.ts'
import type { Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import type { SendRunCommand } from './use-run-command.ts'

const MINUTE_MS = 60_000
const dates = createDates()

interface LaterRerunProps {
  readonly run: Run
  /** What running its failed jobs again would do now; null while it is not known. */
  readonly preview: RerunPreview | null
  readonly sendCommand: SendRunCommand
}

/** Says how many failed jobs of a run were run again since and how many are still failed, and leads to the newest rerun. */
export function LaterRerun({ run, preview, sendCommand }: LaterRerunProps) {
  const showById = useRuns((store) => store.showById)
  const now = useNow(MINUTE_MS)
  const again = preview?.again ?? null
  if (preview === null || again === null || again.runId === run.id) return null
  const on = dates.row(again.at, now)
  return (
    <p className="flex flex-wrap items-center gap-1 text-muted">
      <CornerDownRight aria-hidden size={14} className="shrink-0" />
      {words.rerunLater({ n: again.jobs, on, finished: again.finished })}{' '}
      {words.stillFailed(countStillFailed(preview))}
      <Button small variant="plain" onClick={() => sendCommand(() => showById(again.runId))}>
        {words.showLater}
      </Button>
    </p>
  )
}
