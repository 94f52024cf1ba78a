import { ArrowLeft } from 'lucide-react'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { appWords } from '#shared/text/app.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { JobSteps } from './job-steps.tsx'
import { JobView } from './job-view.tsx'

interface JobScreenProps {
  readonly jobId: string
  /** Opens another job that this one refers to. */
  readonly onOpen: (jobId: string) => void
  /** Adds an output file to the sources of the Run screen. */
  readonly onUseAsSource: (text: string) => void
  readonly renderRerun: RenderRerun
}

/** A job that takes the whole screen. */
export function JobScreen({ jobId, onOpen, onUseAsSource, renderRerun }: JobScreenProps) {
  const { trail, back } = useNavigation()
  return (
    <>
      <h1 className="sr-only">{appWords.screens.job}</h1>
      <JobView
        key={jobId}
        jobId={jobId}
        onOpen={onOpen}
        onUseAsSource={onUseAsSource}
        renderRerun={renderRerun}
        lead={
          trail.length > 0 && (
            <>
              <IconButton label={words.back} icon={ArrowLeft} onClick={back} />
              <JobSteps jobId={jobId} />
            </>
          )
        }
      />
    </>
  )
}
