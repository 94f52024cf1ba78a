import type { Job } from '#shared/model/job.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { FileBody } from '#renderer/features/job/cards/file-body.tsx'
import type { TaskOfKind } from '#renderer/features/job/cards/shown-tasks.ts'

interface FilesTabProps {
  readonly job: Job
  readonly files: readonly TaskOfKind<'file'>[]
  readonly onUseAsSource: (text: string) => void
}

/** The Files tab: every output file. */
export function FilesTab({ job, files, onUseAsSource }: FilesTabProps) {
  return (
    <ul aria-label={words.file.files} className="min-h-0 grow overflow-y-auto">
      {files.map((file) => (
        <li key={file.pointer} className="flex flex-col gap-2 border-b border-line p-4">
          <span className="selectable font-mono text-xs text-muted">{file.key}</span>
          <FileBody jobId={job.id} file={file} onUseAsSource={onUseAsSource} />
        </li>
      ))}
    </ul>
  )
}
