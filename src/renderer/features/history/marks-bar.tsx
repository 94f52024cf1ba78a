import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import type { RerunInput } from '#shared/model/rerun.ts'
import type { Job } from '#shared/model/job.ts'
import { rerunWords as words } from '#shared/text/rerun.ts'

/**
 * Draws the strip that runs jobs again, which says first what would be sent and billed. The connection is null when the
 * jobs may be of several connections.
 */
export type RenderRerun = (
  from: RerunInput['from'],
  connectionId: string | null,
  onClose: () => void,
) => ReactNode

interface MarksBarProps {
  readonly marks: { readonly jobs: readonly Job[]; readonly clear: () => void }
  /** The jobs to be run again; null until the person asks for it. */
  readonly rerunJobs: readonly Job[] | null
  readonly onRerun: (jobs: readonly Job[] | null) => void
  readonly renderRerun: RenderRerun
}

/** The bar above a list: how many jobs are marked, what can be done with them, and the strip that runs jobs again. */
export function MarksBar({ marks, rerunJobs, onRerun, renderRerun }: MarksBarProps) {
  const marked = marks.jobs
  if (marked.length === 0 && rerunJobs === null) return null
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-3 py-1.5">
      {marked.length > 0 && (
        <div className="flex items-center gap-2">
          <span aria-live="polite" className="grow font-semibold">
            {words.marked(marked.length)}
          </span>
          <Button
            icon={RotateCw}
            aria-expanded={rerunJobs !== null}
            onClick={() => onRerun(rerunJobs === null ? marked : null)}
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
      {rerunJobs !== null &&
        renderRerun(
          { kind: 'jobs', jobIds: rerunJobs.map(({ id }) => id) },
          findCommonConnection(rerunJobs),
          () => {
            marks.clear()
            onRerun(null)
          },
        )}
    </div>
  )
}

/** The connection of all these jobs; null when they are of several. */
function findCommonConnection([first, ...more]: readonly Job[]): string | null {
  if (first === undefined) return null
  return more.every(({ connectionId }) => connectionId === first.connectionId) ? first.connectionId : null
}
