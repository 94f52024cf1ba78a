import { RotateCw } from 'lucide-react'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { Job } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import { rerunWords as words } from '#shared/text/rerun.ts'

/** The jobs that the person wants to run again. */
export interface RerunRequest {
  readonly jobs: readonly Job[]
  readonly choosesWorkflow: boolean
}

interface MarksBarProps {
  readonly marks: { readonly jobs: readonly Job[]; readonly clear: () => void }
  /** The jobs to be run again; null until the person asks for it. */
  readonly rerun: RerunRequest | null
  readonly onRerun: (rerun: RerunRequest | null) => void
  readonly renderRerun: RenderRerun
  /** The one job runs again, in this run. */
  readonly onStarted: (run: Run) => void
}

/** The bar above a list: how many jobs are marked, what can be done with them, and the strip that runs jobs again. */
export function MarksBar({ marks, rerun, onRerun, renderRerun, onStarted }: MarksBarProps) {
  const marked = marks.jobs
  if (marked.length === 0 && rerun === null) return null
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-3 py-1.5">
      {marked.length > 0 && (
        <div className="flex items-center gap-2">
          <span aria-live="polite" className="grow font-semibold">
            {words.marked(marked.length)}
          </span>
          <Button
            icon={RotateCw}
            aria-expanded={rerun !== null}
            onClick={() => onRerun(rerun === null ? { jobs: marked, choosesWorkflow: false } : null)}
          >
            {words.rerunMarked}
          </Button>
          <Button
            onClick={() => {
              marks.clear()
              onRerun(null)
            }}
          >
            {words.clearMarks}
          </Button>
        </div>
      )}
      {rerun !== null &&
        renderRerun({
          from: { kind: 'jobs', jobIds: rerun.jobs.map(({ id }) => id) },
          connectionId: findCommonConnection(rerun.jobs),
          choosesWorkflow: rerun.choosesWorkflow,
          onClose: () => onRerun(null),
          // One job runs again without leaving the list; of several the new run is shown.
          ...(rerun.jobs.length === 1 && {
            onStarted: ([run]) => {
              marks.clear()
              if (run !== undefined) onStarted(run)
            },
          }),
        })}
    </div>
  )
}

/** The connection of all these jobs; null when they are of several. */
function findCommonConnection([first, ...more]: readonly Job[]): string | null {
  if (first === undefined) return null
  return more.every(({ connectionId }) => connectionId === first.connectionId) ? first.connectionId : null
}
