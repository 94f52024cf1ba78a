import { Hash, RotateCw, Workflow as WorkflowIcon, Link } from 'lucide-react'
import { useRef, useState } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import { readRequest } from '#renderer/stores/job/index.ts'
import { copyResult, rerunJob } from '#renderer/stores/jobs/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton, type CopyButtonHandle } from '#renderer/ui/copy-button.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { UploadActions } from './upload-actions.tsx'

/** States that a job does not leave by itself: it can be run again as a new job. */
const RERUNNABLE_STATES: ReadonlySet<Job['state']> = new Set([
  'finished',
  'failed',
  'rejected',
  'unknown',
  'stopped',
  'expired',
])

interface JobActionsProps {
  readonly job: Job
  readonly onOpen: (jobId: string) => void
}

/** The buttons of a job: copy JSON, copy raw, run again, and the rest under ⋯. */
export function JobActions({ job, onOpen }: JobActionsProps) {
  const copy = useApp((store) => store.copy)
  const [rerunOutcome, setRerunOutcome] = useState<Job | AppError | null>(null)
  const copyJsonButton = useRef<CopyButtonHandle>(null)
  const copyRawButton = useRef<CopyButtonHandle>(null)
  const hasResult = job.body !== null
  const canRerun = RERUNNABLE_STATES.has(job.state)
  const rerun = async (): Promise<void> => {
    const answer = await rerunJob(job.id)
    setRerunOutcome(answer.ok ? answer.data : answer.error)
  }
  useCommand('job.copyJson', hasResult ? () => copyJsonButton.current?.copy() : null)
  useCommand('job.copyRaw', hasResult ? () => copyRawButton.current?.copy() : null)
  useCommand('job.runAgain', canRerun ? () => void rerun() : null)

  const copyRequest = async (): Promise<void> => {
    const answer = await readRequest(job.id)
    if (answer.ok) await copy(answer.data.run)
  }
  const items: readonly MenuItem[] = [
    ...(job.remoteJobId === null
      ? []
      : [
          {
            id: 'jobid',
            label: words.copyRemoteJobId,
            icon: Hash,
            onSelect: () => void copy(job.remoteJobId ?? ''),
          },
        ]),
    {
      id: 'workflow',
      label: words.copyWorkflowId,
      icon: WorkflowIcon,
      onSelect: () => void copy(job.workflowId),
    },
    { id: 'request', label: words.copyRequest, icon: Link, onSelect: () => void copyRequest() },
  ]
  return (
    <div className="flex flex-wrap items-center gap-2">
      {hasResult && (
        <>
          <CopyButton
            variant="primary"
            label={words.copyJson}
            onCopy={() => copyResult(job.id, 'json')}
            ref={copyJsonButton}
          />
          <CopyButton label={words.copyRaw} onCopy={() => copyResult(job.id, 'raw')} ref={copyRawButton} />
        </>
      )}
      <UploadActions job={job} />
      {canRerun && (
        <Button icon={RotateCw} onClick={() => void rerun()}>
          {words.runAgain}
        </Button>
      )}
      <Menu label={words.more} items={items} />
      <RerunOutcome outcome={rerunOutcome} onOpen={onOpen} />
    </div>
  )
}

function RerunOutcome({
  outcome,
  onOpen,
}: {
  readonly outcome: Job | AppError | null
  readonly onOpen: (jobId: string) => void
}) {
  return (
    <output className="basis-full empty:hidden">
      {outcome === null ? null : 'code' in outcome ? (
        <span className="text-red">{outcome.message}</span>
      ) : (
        <span className="flex items-center gap-1 text-muted">
          {words.startedAgain}
          <Button variant="plain" small onClick={() => onOpen(outcome.id)}>
            {words.showNew}
          </Button>
        </span>
      )}
    </output>
  )
}
