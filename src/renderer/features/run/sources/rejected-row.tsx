import { CircleX } from 'lucide-react'
import { useState } from 'react'
import { useDraft, type FileItem, type RejectedItem } from '#renderer/stores/draft/index.ts'
import { MiddleEllipsis } from '#renderer/ui/middle-ellipsis.tsx'
import { fileWords } from '#shared/text/files.ts'
import { EditButton, LineField } from './line-edit.tsx'
import { formatPlace, RowLabels } from './row-parts.tsx'
import { RowRemove } from './row-remove.tsx'

/** The row of a line or file that cannot be a source: what it is, why, and the button that removes it. */
export function RejectedRow({ item }: { readonly item: FileItem | RejectedItem }) {
  const remove = useDraft((store) => store.remove)
  const [isEditing, setIsEditing] = useState(false)
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
      <span className="w-16 shrink-0 truncate text-muted">{place}</span>
      {isEditing && item.kind === 'rejected' ? (
        <LineField item={item} onDone={() => setIsEditing(false)} />
      ) : (
        <>
          {text !== '' && <MiddleEllipsis text={text} className="w-68 shrink-0 max-[760px]:w-36" />}
          <span title={sentence} className="min-w-24 grow truncate">
            {sentence}
          </span>
          <RowLabels labels={item.labels} />
          <EditButton item={item} onEdit={() => setIsEditing(true)} />
        </>
      )}
      <RowRemove name={fileWords.remove(text === '' ? place : text)} onClick={() => remove(item.id)} />
    </div>
  )
}
