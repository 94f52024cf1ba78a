import { Archive, AudioLines, File, FileText, FileType, Film, Image, type LucideIcon } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { useDraft, type FileItem } from '#renderer/stores/draft/index.ts'
import { useFacts, useThumbnail } from '#renderer/stores/files/index.ts'
import { cx } from '#renderer/ui/cx.ts'
import { MiddleEllipsis } from '#renderer/ui/middle-ellipsis.tsx'
import { formatBytes } from '#shared/format/bytes.ts'
import type { FileFacts } from '#shared/model/file-facts.ts'
import { fileWords } from '#shared/text/files.ts'
import { runWords as words } from '#shared/text/run.ts'
import { formatDuplicate, RowNumber, RowTick } from './row-parts.tsx'
import { RowRemove } from './row-remove.tsx'

const KIND_ICONS: Record<FileFacts['kind'], LucideIcon> = {
  image: Image,
  video: Film,
  audio: AudioLines,
  document: FileText,
  archive: Archive,
  text: FileType,
  other: File,
}

/** The row of a file: its picture or kind, name, size, a note, and the button that removes it. */
export const FileRow = memo(function FileRow({ item }: { readonly item: FileItem }) {
  const tick = useDraft((store) => store.tick)
  const remove = useDraft((store) => store.remove)
  const { id, name, path, size } = item.file
  const facts = useFacts(id)
  const leftOut = item.duplicateOf !== null && !item.ticked
  return (
    <div
      className="group flex h-full items-center gap-3 border-b border-line px-3 hover:bg-surface-2"
      data-line={item.line}
    >
      <span className="flex w-6 shrink-0 justify-center">
        {item.duplicateOf === null ? (
          <FilePicture fileId={id} facts={facts} />
        ) : (
          <RowTick
            name={words.sources.tickDuplicate(name)}
            ticked={item.ticked}
            onTick={(ticked) => tick(item.id, ticked)}
          />
        )}
      </span>
      <RowNumber item={item} />
      <MiddleEllipsis text={name} title={path} tail={22} className={cx('grow', leftOut && 'text-muted')} />
      <span className="w-18 shrink-0 truncate text-muted max-[760px]:sr-only">
        {facts === null ? words.sources.kinds.file : fileWords.kinds[facts.kind]}
      </span>
      <span className="w-16 shrink-0 text-right text-muted">{formatBytes(size)}</span>
      <span className="flex w-44 shrink-0 justify-end max-[760px]:w-auto max-[760px]:max-w-40">
        <Note item={item} facts={facts} />
      </span>
      <RowRemove name={fileWords.remove(name)} onClick={() => remove(item.id)} />
    </div>
  )
})

function FilePicture({ fileId, facts }: { readonly fileId: string; readonly facts: FileFacts | null }) {
  const bitmap = useThumbnail(fileId, facts)
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (bitmap !== null) canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0)
  }, [bitmap])
  if (bitmap !== null)
    return (
      <canvas
        ref={canvas}
        aria-hidden
        width={bitmap.width}
        height={bitmap.height}
        className="size-6 rounded bg-surface-3"
      />
    )
  const Icon = KIND_ICONS[facts?.kind ?? 'other']
  return <Icon aria-hidden size={14} className="text-muted" />
}

function Note({ item, facts }: { readonly item: FileItem; readonly facts: FileFacts | null }) {
  const note = toNote(item, facts)
  if (note === null) return null
  return (
    <span title={note} className="truncate text-amber">
      {note}
    </span>
  )
}

function toNote({ duplicateOf }: FileItem, facts: FileFacts | null): string | null {
  if (duplicateOf !== null) return formatDuplicate(duplicateOf)
  const [warning] = facts?.warnings ?? []
  return warning === undefined ? null : fileWords.warnings[warning]
}
