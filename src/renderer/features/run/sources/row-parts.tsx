import type { DraftItem, DuplicateOrigin } from '#renderer/stores/draft/index.ts'
import { formatCount } from '#shared/format/count.ts'
import { orderLabels } from '#renderer/stores/jobs/describe-source.ts'
import { fileWords } from '#shared/text/files.ts'
import { runWords as words } from '#shared/text/run.ts'

/** Where an item came from: its line, or its row in a list. */
export const formatPlace = ({ line, row }: Pick<DraftItem, 'line' | 'row'>): string =>
  row === null ? words.sources.line(line) : fileWords.row(row)

/** The number of a row's line, or of its row in a list. */
export function RowNumber({ item }: { readonly item: Pick<DraftItem, 'line' | 'row'> }) {
  return (
    <span title={formatPlace(item)} className="w-9 shrink-0 truncate text-right text-xs text-muted">
      {formatCount(item.row ?? item.line)}
    </span>
  )
}

/** The label of the button that removes a line, or a row of a list. */
export const formatRemoveLabel = (item: Pick<DraftItem, 'line' | 'row'>): string =>
  item.row === null ? words.sources.remove(item.line) : fileWords.remove(formatPlace(item).toLowerCase())

/** Says which earlier item is the same. */
export function formatDuplicate({ by, line, row, name }: DuplicateOrigin): string {
  if (by === 'path') return fileWords.addedTwice
  if (by === 'bytes' && name !== null) return fileWords.sameBytes(name)
  return row === null ? words.sources.duplicateOf(line) : fileWords.duplicateOfRow(row)
}

interface RowTickProps {
  readonly name: string
  readonly ticked: boolean
  readonly onTick: (ticked: boolean) => void
}

/** The checkbox of a row that is run only when the person ticks it. */
export function RowTick({ name, ticked, onTick }: RowTickProps) {
  return (
    <input
      type="checkbox"
      aria-label={name}
      title={name}
      checked={ticked}
      onChange={(event) => onTick(event.currentTarget.checked)}
      className="size-4 accent-accent"
    />
  )
}

/** The labels of a source, before it: a SKU tells more than a link. */
export function RowLabels({ labels }: { readonly labels: DraftItem['labels'] }) {
  if (labels === null) return null
  const named = orderLabels(labels).filter(([, value]) => value !== '')
  if (named.length === 0) return null
  return (
    <span
      title={named.map(([name, value]) => `${name}: ${value}`).join('\n')}
      className="min-w-0 flex-[4] truncate"
    >
      {named.map(([, value]) => value).join(' · ')}
    </span>
  )
}
