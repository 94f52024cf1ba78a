import { CircleX } from 'lucide-react'
import { useDraft, type FileItem, type TroubleItem } from '#renderer/stores/draft/index.ts'
import { MiddleText } from '#renderer/ui/middle-text.tsx'
import { fileWords } from '#shared/text/files.ts'
import { formatPlace, RowLabels } from './row-parts.tsx'
import { RowRemove } from './row-remove.tsx'

/** What could not be taken, or a file that cannot be sent: what it is, why, and the way to take it out. */
export function RejectedRow({ item }: { readonly item: FileItem | TroubleItem }) {
  const remove = useDraft((store) => store.remove)
  const text = item.kind === 'file' ? item.file.name : item.text
  const error = item.kind === 'file' ? item.problem : item.error
  const place = formatPlace(item)
  const sentence = error === null ? '' : `${error.message} ${error.advice}`.trim()
  return (
    <div
      className="flex h-full items-center gap-3 border-b border-line px-3 hover:bg-surface-2"
      data-line={item.line}
    >
      <span className="flex w-6 shrink-0 justify-center">
        <CircleX aria-hidden size={15} className="text-red" />
      </span>
      {text === '' ? (
        <span className="w-16 shrink-0 truncate text-muted">{place}</span>
      ) : (
        <MiddleText text={text} className="w-74 shrink-0" />
      )}
      <span title={sentence} className="min-w-24 grow truncate">
        {sentence}
      </span>
      <RowLabels labels={item.labels} />
      <RowRemove name={fileWords.remove(text === '' ? place : text)} onClick={() => remove(item.id)} />
    </div>
  )
}
