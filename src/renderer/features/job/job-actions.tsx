import { Hash, RotateCw, Workflow as WorkflowIcon, Link } from 'lucide-react'
import { useState } from 'react'
import { useCommand } from '#renderer/lib/commands.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import { requestOf } from '#renderer/stores/job/index.ts'
import { copyResult, runAgain } from '#renderer/stores/jobs/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'
import { job as words } from '#shared/text/job.ts'
import { UploadActions } from './upload-actions.tsx'

/** States a job cannot leave: it may be run again as a new job. */
const ENDED: ReadonlySet<Job['state']> = new Set([
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

/** Copy JSON, copy raw, run again, and the rest under ⋯. */
export function JobActions({ job, onOpen }: JobActionsProps) {
  const copy = useApp((store) => store.copy)
  const [again, setAgain] = useState<Job | AppError | null>(null)
  const hasResult = job.body !== null
  const ended = ENDED.has(job.state)
  const run = async (): Promise<void> => {
    const answer = await runAgain(job.id)
    setAgain(answer.ok ? answer.data : answer.error)
  }
  useCommand('job.runAgain', ended ? () => void run() : null)

  const copyRequest = async (): Promise<void> => {
    const answer = await requestOf(job.id)
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
            command="job.copyJson"
          />
          <CopyButton label={words.copyRaw} onCopy={() => copyResult(job.id, 'raw')} command="job.copyRaw" />
        </>
      )}
      <UploadActions job={job} />
      {ended && (
        <Button icon={RotateCw} onClick={() => void run()}>
          {words.runAgain}
        </Button>
      )}
      <Menu label={words.more} items={items} />
      <Again outcome={again} onOpen={onOpen} />
    </div>
  )
}

function Again({
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
