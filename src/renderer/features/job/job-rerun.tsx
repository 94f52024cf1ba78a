import { useState, type ReactNode } from 'react'
import { findFirstJob } from '#renderer/stores/jobs/index.ts'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { Job } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import { jobWords as words } from '#shared/text/job.ts'

interface JobRerunProps {
  readonly job: Job
  /** How the person asked to run it again; null while they have not. */
  readonly asked: { readonly choosesWorkflow: boolean } | null
  readonly onClose: () => void
  readonly onOpen: (jobId: string) => void
  readonly renderRerun: RenderRerun
}

/** Under the head of a job: the strip that runs it again, then the new job. */
export function JobRerun({ job, asked, onClose, onOpen, renderRerun }: JobRerunProps): ReactNode {
  const [isStarted, setIsStarted] = useState(false)
  const [newJobId, setNewJobId] = useState<string | null>(null)
  const showNew = async (run: Run): Promise<void> => {
    setIsStarted(true)
    setNewJobId((await findFirstJob(run.id))?.id ?? null)
  }
  if (asked !== null)
    return (
      <div className="shrink-0 px-4 pb-2">
        {renderRerun({
          from: { kind: 'jobs', jobIds: [job.id] },
          connectionId: job.connectionId,
          choosesWorkflow: asked.choosesWorkflow,
          onClose,
          onStarted: ([run]) => void (run === undefined ? null : showNew(run)),
        })}
      </div>
    )
  return (
    <output className="flex shrink-0 items-center gap-1 px-4 pb-2 text-muted empty:hidden">
      {isStarted && words.startedAgain}
      {newJobId !== null && (
        <Button variant="plain" small onClick={() => onOpen(newJobId)}>
          {words.showNew}
        </Button>
      )}
    </output>
  )
}
