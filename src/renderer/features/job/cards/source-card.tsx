import { CornerUpRight } from 'lucide-react'
import { useApp } from '#renderer/stores/app/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import type { Job } from '#shared/model/job.ts'
import { fileWords } from '#shared/text/files.ts'

const words = fileWords.job

interface SourceCardProps {
  readonly job: Job
  readonly onUseAsSource: (text: string) => void
}

/**
 * What came with the source of a job: the handle of its uploaded file, and its labels. Draws nothing without
 * either.
 */
export function SourceCard({ job, onUseAsSource }: SourceCardProps) {
  const { handle, labels } = job
  const copy = useApp((store) => store.copy)
  const named = Object.entries(labels)
  if (handle === null && named.length === 0) return null
  return (
    <section
      aria-label={words.origin}
      className="flex items-start gap-3 rounded-card border border-line bg-surface p-3"
    >
      <div className="grid min-w-0 grow grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1">
        {handle !== null && (
          <>
            <span className="text-muted">{words.handle}</span>
            <span className="flex min-w-0 flex-wrap items-center gap-x-1">
              <code className="selectable truncate font-mono text-xs">{handle}</code>
              <CopyButton iconOnly label={words.copyHandle} onCopy={() => copy(handle)} />
              <Button small variant="plain" icon={CornerUpRight} onClick={() => onUseAsSource(handle)}>
                {words.asSource}
              </Button>
            </span>
          </>
        )}
        {named.map(([name, value]) => (
          <Label key={name} name={name} value={value} />
        ))}
      </div>
    </section>
  )
}

function Label({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <span title={name} className="max-w-40 truncate text-muted">
        {name}
      </span>
      <span className="selectable min-w-0 break-words">{value}</span>
    </>
  )
}
