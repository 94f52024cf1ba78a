import { useFigures } from '#renderer/stores/runs/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import { formatRequestsPerJob } from './format-speed.ts'
import { formatRoundedDuration } from '#renderer/features/run/format-time.ts'

/** The number of slowest jobs that are named. */
const MAX_SLOWEST_SHOWN = 3

interface BatchFiguresProps {
  readonly run: Run
  readonly onShow: (jobId: string) => void
}

/** How long the jobs of a run take, which took longest, and how many status requests they cost. */
export function BatchFigures({ run, onShow }: BatchFiguresProps) {
  const figures = useFigures(run)
  if (figures === null || figures.medianMs === null) return null
  const { medianMs, polls, slowNow, finished } = figures
  const requests = formatRequestsPerJob(polls, finished)
  const slowest = run.total > 1 ? figures.slowest.slice(0, MAX_SLOWEST_SHOWN) : []
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 text-muted">
      <span>
        {words.usual(formatRoundedDuration(medianMs))}
        {requests !== null && ` · ${words.requests(requests)}`}
      </span>
      {slowest.length > 0 && (
        <span className="flex items-center">
          · {words.slowest}
          {slowest.map(({ jobId, durationMs }) => (
            <Button
              key={jobId}
              small
              variant="plain"
              aria-label={words.slowestJob(formatRoundedDuration(durationMs))}
              className="-mr-1"
              onClick={() => onShow(jobId)}
            >
              {formatRoundedDuration(durationMs)}
            </Button>
          ))}
        </span>
      )}
      {slowNow > 0 && <span className="text-amber">· {words.slowNow(slowNow)}</span>}
    </div>
  )
}
