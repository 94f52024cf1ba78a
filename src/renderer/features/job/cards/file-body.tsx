import { FileQuestion } from 'lucide-react'
import { useState } from 'react'
import { useVeiledAlt } from '#renderer/pictures/veil.tsx'
import { useApp } from '#renderer/stores/app/index.ts'
import { toFileUrl, saveFile } from '#renderer/stores/job/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import { formatBytes } from '#shared/format/bytes.ts'
import { jobWords as words } from '#shared/text/job.ts'
import type { TaskOfKind } from './shown-tasks.ts'

interface FileBodyProps {
  readonly jobId: string
  readonly file: TaskOfKind<'file'>
  readonly onUseAsSource: (text: string) => void
}

/** The body of an output file: preview, name, type and size; it can be saved, or used as a source. */
export function FileBody({ jobId, file, onUseAsSource }: FileBodyProps) {
  const copy = useApp((store) => store.copy)
  const [saved, setSaved] = useState<'saved' | AppError | null>(null)
  const [added, setAdded] = useState(false)
  const save = async (): Promise<void> => {
    const answer = await saveFile(jobId, file.pointer)
    setSaved(answer.ok ? (answer.data === null ? null : 'saved') : answer.error)
  }
  const facts = [file.mimetype, file.size === null ? null : formatBytes(file.size)].filter(
    (fact) => fact !== null,
  )
  const source = file.handle ?? file.url
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Preview jobId={jobId} file={file} />
      <div className="flex min-w-48 grow basis-0 flex-col gap-2">
        <div className="selectable">
          <p className="font-semibold wrap-anywhere">{toFileName(file)}</p>
          <p className="text-muted">{facts.join(' · ')}</p>
          {file.handle !== null && <p className="font-mono text-xs wrap-anywhere">{file.handle}</p>}
          {file.storageKey !== null && (
            <p className="font-mono text-xs wrap-anywhere text-muted">
              {[file.container, file.storageKey].filter((part) => part !== null).join('/')}
            </p>
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          {file.url !== null && (
            <Button small onClick={() => void save()}>
              {saved === 'saved' ? words.file.saved : words.file.save}
            </Button>
          )}
          {source !== null && (
            <Button
              small
              onClick={() => {
                onUseAsSource(source)
                setAdded(true)
              }}
            >
              {added ? words.file.added : words.file.asSource}
            </Button>
          )}
          {file.url !== null && (
            <CopyButton
              small
              variant="plain"
              label={words.file.copyLink}
              onCopy={() => copy(file.url ?? '')}
            />
          )}
        </div>
        <output className="text-red empty:hidden">
          {saved !== null && saved !== 'saved' ? `${saved.message} ${saved.advice}` : null}
        </output>
      </div>
    </div>
  )
}

const toFileName = (file: TaskOfKind<'file'>): string => file.filename ?? words.file.unnamed

function Preview({ jobId, file }: { readonly jobId: string; readonly file: TaskOfKind<'file'> }) {
  const [broken, setBroken] = useState(false)
  const isPicture = file.mimetype?.startsWith('image/') ?? false
  const alt = useVeiledAlt(words.file.preview(toFileName(file)))
  return (
    <div className="relative flex size-40 shrink-0 items-center justify-center overflow-hidden rounded border border-line bg-surface-2">
      {isPicture && file.url !== null && !broken ? (
        <img
          src={toFileUrl(jobId, file.pointer)}
          alt={alt}
          className="size-full object-contain"
          onError={() => setBroken(true)}
        />
      ) : (
        <span className="flex flex-col items-center gap-1 text-xs text-muted">
          <FileQuestion aria-hidden size={20} />
          {words.file.noPreview}
        </span>
      )}
    </div>
  )
}
