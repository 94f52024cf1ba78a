import { useRunUploads } from '#renderer/stores/uploads/index.ts'
import type { Run, UploadProgress } from '#shared/model/run.ts'
import { fileWords } from '#shared/text/files.ts'
import { formatRoundedDuration } from '#renderer/features/run/format-time.ts'

const words = fileWords.uploads

/**
 * One line for all uploads of a run: files, bytes that the storage has confirmed, rate and time left. Draws
 * nothing without uploads.
 */
export function UploadLine({ run }: { readonly run: Run }) {
  const progress = useRunUploads(run.id)
  if (progress === null || progress.files.total === 0) return null
  return (
    <section aria-label={words.region} className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="font-semibold">{words.files(progress.files.stored, progress.files.total)}</span>
      <progress
        aria-hidden
        value={progress.bytes.stored}
        max={Math.max(1, progress.bytes.total)}
        className="h-1 w-40 overflow-hidden rounded-full bg-surface-3 [&::-webkit-progress-bar]:bg-surface-3 [&::-webkit-progress-value]:bg-accent"
      />
      <span className="text-muted">{listParts(progress).join(' · ')}</span>
      {progress.files.failed > 0 && <span className="text-red">{words.failed(progress.files.failed)}</span>}
    </section>
  )
}

function listParts({ bytes, files, perSecond }: UploadProgress): readonly string[] {
  const progressWords = words.bytes(bytes.stored, bytes.total)
  const done = files.stored + files.failed >= files.total
  if (done || perSecond === null || perSecond <= 0) return [progressWords]
  const leftMs = ((bytes.total - bytes.stored) / perSecond) * 1000
  return [progressWords, words.rate(perSecond), words.left(formatRoundedDuration(leftMs))]
}
