import { FileDown } from 'lucide-react'
import { useFileSaving } from '#renderer/stores/file-saving/index.ts'
import { oneJob } from '#renderer/stores/marks/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { Job } from '#shared/model/job.ts'
import { fileSavingWords } from '#shared/text/file-saving.ts'
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
    <div className="min-h-0 grow overflow-y-auto">
      <div className="flex justify-end border-b border-line px-4 py-2">
        <Button small icon={FileDown} onClick={() => useFileSaving.getState().ask(oneJob(job.id))}>
          {fileSavingWords.saveAll}
        </Button>
      </div>
      <ul aria-label={words.file.files}>
        {files.map((file) => (
          <li key={file.pointer} className="flex flex-col gap-2 border-b border-line p-4">
            <span className="selectable font-mono text-xs text-muted">{file.key}</span>
            <FileBody jobId={job.id} file={file} onUseAsSource={onUseAsSource} />
          </li>
        ))}
      </ul>
    </div>
  )
}
