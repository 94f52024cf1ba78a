import { Hash, RotateCw, Workflow as WorkflowIcon, Link } from 'lucide-react'
import { useRef } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import { readRequest } from '#renderer/stores/job/index.ts'
import { copyResult } from '#renderer/stores/jobs/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton, type CopyButtonHandle } from '#renderer/ui/copy-button.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import type { Job } from '#shared/model/job.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { rerunWords } from '#shared/text/rerun.ts'
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
  /** Says what running the job again would do, and asks for it. */
  readonly onRerun: (choosesWorkflow: boolean) => void
}

/** The buttons of a job: copy JSON, copy raw, run again, and the rest under ⋯. */
export function JobActions({ job, onRerun }: JobActionsProps) {
  const copy = useApp((store) => store.copy)
  const copyJsonButton = useRef<CopyButtonHandle>(null)
  const copyRawButton = useRef<CopyButtonHandle>(null)
  const hasResult = job.body !== null
  const canRerun = RERUNNABLE_STATES.has(job.state)
  useCommand('job.copyJson', hasResult ? () => copyJsonButton.current?.copy() : null)
  useCommand('job.copyRaw', hasResult ? () => copyRawButton.current?.copy() : null)
  useCommand('job.runAgain', canRerun ? () => onRerun(false) : null)

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
    ...(canRerun
      ? [
          {
            id: 'otherWorkflow',
            label: rerunWords.otherWorkflow,
            icon: RotateCw,
            separated: true,
            onSelect: () => onRerun(true),
          },
        ]
      : []),
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
        <Button icon={RotateCw} onClick={() => onRerun(false)}>
          {words.runAgain}
        </Button>
      )}
      <Menu label={words.more} items={items} />
    </div>
  )
}
