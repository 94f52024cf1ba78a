import { File, FolderTree, Globe, Hash, type LucideIcon } from 'lucide-react'
import { memo } from 'react'
import { itemToSource, useDraft, type LineItem } from '#renderer/stores/draft/index.ts'
import { cx } from '#renderer/ui/cx.ts'
import { MiddleEllipsis } from '#renderer/ui/middle-ellipsis.tsx'
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx'
import { describePlace } from '#renderer/stores/jobs/describe-source.ts'
import { isPresigned, shortenUrl } from '#shared/model/presigned.ts'
import { sourceText, type Source } from '#shared/model/source.ts'
import { runWords as words } from '#shared/text/run.ts'
import { formatDuplicate, formatRemoveLabel, RowLabels, RowNumber, RowTick } from './row-parts.tsx'
import { RowRemove } from './row-remove.tsx'

const KIND_ICONS: Record<Source['kind'], LucideIcon> = {
  handle: Hash,
  url: Globe,
  alias: FolderTree,
  file: File,
}

/**
 * The row of a recognised source: its kind, a note, and the button that removes it. It is rendered again only when its item
 * changes: the list above it is, with each part of a long list that arrives.
 */
export const SourceRow = memo(function SourceRow({ item }: { readonly item: LineItem }) {
  const tick = useDraft((store) => store.tick)
  const keepUrl = useDraft((store) => store.keepUrl)
  const remove = useDraft((store) => store.remove)
  const source = itemToSource(item)
  if (source === null) return null
  const shown = toShown(source)
  const text = sourceText(shown)
  const { name, place } = describePlace(shown)
  const Icon = KIND_ICONS[source.kind]
  const leftOut = item.duplicateOf !== null && !item.ticked
  return (
    <div
      className="group flex h-full items-center gap-3 border-b border-line px-3 hover:bg-surface-2"
      data-line={item.line}
    >
      <span className="flex w-6 shrink-0 justify-center">
        {item.duplicateOf === null ? (
          <Icon aria-hidden size={14} className="text-muted" />
        ) : (
          <RowTick
            name={words.sources.tickDuplicate(text)}
            ticked={item.ticked}
            onTick={(ticked) => tick(item.id, ticked)}
          />
        )}
      </span>
      <RowNumber item={item} />
      <RowLabels labels={item.labels} />
      <MiddleEllipsis
        text={name}
        title={text}
        tail={22}
        className={cx('flex-[3] font-mono text-xs', leftOut && 'text-muted')}
      />
      {place !== '' && (
        <span className="min-w-0 flex-[2] truncate text-muted max-[760px]:hidden">{place}</span>
      )}
      <span
        className={cx(
          'w-18 shrink-0 truncate text-muted max-[760px]:sr-only',
          // The rows of a list are of one kind: their labels need the room.
          item.labels !== null && 'sr-only',
        )}
      >
        {words.sources.kinds[source.kind]}
      </span>
      {/* As wide as the size and note of a file row together, so that the kinds of all rows stand in one column. */}
      <span
        className={cx(
          'flex shrink-0 items-center justify-end gap-2 max-[760px]:w-auto max-[760px]:max-w-40',
          item.labels === null ? 'w-63' : 'max-w-63',
        )}
      >
        <Note item={item} />
        {item.recognition.kind === 'source' && item.recognition.original !== undefined && (
          <SegmentedControl
            label={words.sources.asWhat}
            value={item.asUrl ? 'url' : 'handle'}
            onChange={(choice) => keepUrl(item.id, choice === 'url')}
            options={[
              { id: 'handle', label: words.sources.asHandle },
              { id: 'url', label: words.sources.asUrl },
            ]}
          />
        )}
      </span>
      <RowRemove name={formatRemoveLabel(item)} onClick={() => remove(item.id)} />
    </div>
  )
})

function Note({ item }: { readonly item: LineItem }) {
  if (item.duplicateOf !== null)
    return <span className="truncate text-amber">{formatDuplicate(item.duplicateOf)}</span>
  const { recognition } = item
  if (recognition.kind !== 'source' || recognition.original !== undefined || recognition.note === undefined)
    return null
  const note = words.sources.notes[recognition.note]
  return (
    <span title={note} className="truncate text-muted">
      {note}
    </span>
  )
}

/** The source as it may be shown: the signature of a link is cut. */
const toShown = (source: Source): Source =>
  source.kind === 'url' && isPresigned(source.url) ? { kind: 'url', url: shortenUrl(source.url) } : source
