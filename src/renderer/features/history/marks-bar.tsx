import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import type { RunAgainInput } from '#shared/ipc/runs.ts'
import type { Job } from '#shared/model/job.ts'
import { again as words } from '#shared/text/rerun.ts'

/** Running jobs again, in place: what it would do is told first. Without a connection they may be of several. */
export type RenderAgain = (
  from: RunAgainInput['from'],
  connectionId: string | null,
  onClose: () => void,
) => ReactNode

interface MarksBarProps {
  readonly marks: { readonly jobs: readonly Job[]; readonly clear: () => void }
  /** The jobs that are to be run again, once asked for. */
  readonly again: readonly Job[] | null
  readonly onAgain: (jobs: readonly Job[] | null) => void
  readonly renderAgain: RenderAgain
}

/** What is marked in a list and what can be done with it; and how to run jobs of it again. */
export function MarksBar({ marks, again, onAgain, renderAgain }: MarksBarProps) {
  const marked = marks.jobs
  if (marked.length === 0 && again === null) return null
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-3 py-1.5">
      {marked.length > 0 && (
        <div className="flex items-center gap-2">
          <span aria-live="polite" className="grow font-semibold">
            {words.marked(marked.length)}
          </span>
          <Button
            icon={RotateCw}
            aria-expanded={again !== null}
            onClick={() => onAgain(again === null ? marked : null)}
          >
            {words.markedAgain}
          </Button>
          <Button
            onClick={() => {
              marks.clear()
              onAgain(null)
            }}
          >
            {words.clearMarks}
          </Button>
        </div>
      )}
      {again !== null &&
        renderAgain({ kind: 'jobs', jobIds: again.map(({ id }) => id) }, connectionOf(again), () => {
          marks.clear()
          onAgain(null)
        })}
    </div>
  )
}

/** The connection of all of them; null when they are of several. */
function connectionOf([first, ...more]: readonly Job[]): string | null {
  if (first === undefined) return null
  return more.every(({ connectionId }) => connectionId === first.connectionId) ? first.connectionId : null
}
