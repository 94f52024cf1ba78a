import type { ReactNode } from 'react'
import { isPictureName } from '#renderer/lib/picture-name.ts'
import { toPictureUrl } from '#renderer/stores/pictures/index.ts'
import { Picture } from '#renderer/ui/picture.tsx'
import type { Job } from '#shared/model/job.ts'
import { useVeiledAlt } from './veil.tsx'

interface JobThumbnailProps {
  readonly job: Job
  /** The kind of the source in a word. */
  readonly alt: string
  readonly fallback: ReactNode
}

/** The picture of a job's source in a row of a list, or its fallback. */
export function JobThumbnail({ job, alt, fallback }: JobThumbnailProps) {
  const veiledAlt = useVeiledAlt(alt)
  const isPicture = job.source.kind === 'file' && isPictureName(job.source.path)
  if (!isPicture) return fallback
  return (
    <Picture
      src={toPictureUrl(job.id)}
      alt={veiledAlt}
      fallback={fallback}
      className="size-6 rounded [--veil-blur:6px]"
    />
  )
}
