import type { Job } from '#shared/model/job.ts'
import { job as words } from '#shared/text/job.ts'
import { FileView } from './file-view.tsx'
import type { TaskOf } from '#renderer/features/job/cards/tasks.ts'

interface FilesTabProps {
  readonly job: Job
  readonly files: readonly TaskOf<'file'>[]
  readonly onUseAsSource: (text: string) => void
}

/** Every file the workflow made. */
export function FilesTab({ job, files, onUseAsSource }: FilesTabProps) {
  return (
    <ul aria-label={words.file.files} className="min-h-0 grow overflow-y-auto">
      {files.map((file) => (
        <li key={file.pointer} className="flex flex-col gap-2 border-b border-line p-4">
          <span className="selectable font-mono text-xs text-muted">{file.key}</span>
          <FileView jobId={job.id} file={file} onUseAsSource={onUseAsSource} />
        </li>
      ))}
    </ul>
  )
}
