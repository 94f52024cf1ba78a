import { JobView } from './job-view.tsx'

interface JobScreenProps {
  readonly jobId: string
  /** Opens another job this one leads to. */
  readonly onOpen: (jobId: string) => void
  /** Adds a produced file to the sources of the Run screen. */
  readonly onUseAsSource: (text: string) => void
}

/** A job on the whole screen. */
export function JobScreen({ jobId, onOpen, onUseAsSource }: JobScreenProps) {
  return <JobView key={jobId} jobId={jobId} heading="h1" onOpen={onOpen} onUseAsSource={onUseAsSource} />
}
