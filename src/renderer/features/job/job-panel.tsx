import { Maximize2, X } from 'lucide-react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { appWords } from '#shared/text/app.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { JobView } from './job-view.tsx'

interface JobPanelProps {
  readonly jobId: string
  readonly onClose: () => void
  /** Opens a job whole: this one, or one that it refers to. */
  readonly onOpen: (jobId: string) => void
  /** Adds an output file to the sources of the Run screen. */
  readonly onUseAsSource: (text: string) => void
  readonly renderRerun: RenderRerun
}

/** The content of the panel of a job, beside a list. */
export function JobPanel({ jobId, onClose, onOpen, onUseAsSource, renderRerun }: JobPanelProps) {
  useCommand('go.back', onClose)
  return (
    <JobView
      key={jobId}
      jobId={jobId}
      onOpen={onOpen}
      onUseAsSource={onUseAsSource}
      renderRerun={renderRerun}
      corner={
        <>
          <IconButton label={words.open} icon={Maximize2} onClick={() => onOpen(jobId)} />
          <IconButton label={appWords.close} icon={X} onClick={onClose} />
        </>
      }
    />
  )
}
