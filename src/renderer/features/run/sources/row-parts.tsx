import type { DraftItem, First } from '#renderer/stores/draft/index.ts'
import { fileWords } from '#shared/text/files.ts'
import { runWords as words } from '#shared/text/run.ts'

/** Where an item stands: its line, or its row in the list it came from. */
export const formatPlace = ({ line, row }: Pick<DraftItem, 'line' | 'row'>): string =>
  row === null ? words.sources.line(line) : fileWords.row(row)

/** The name of the button that takes a line, or a row of a list, out. */
export const formatRemoveLabel = (item: Pick<DraftItem, 'line' | 'row'>): string =>
  item.row === null ? words.sources.remove(item.line) : fileWords.remove(formatPlace(item).toLowerCase())

/** Which item is the same and comes first. */
export function formatDuplicate({ by, line, row, name }: First): string {
  if (by === 'path') return fileWords.addedTwice
  if (by === 'bytes' && name !== null) return fileWords.sameBytes(name)
  return row === null ? words.sources.duplicateOf(line) : fileWords.duplicateOfRow(row)
}

interface RowTickProps {
  readonly name: string
  readonly ticked: boolean
  readonly onTick: (ticked: boolean) => void
}

/** The tick of a row that is run only when the person wants it. */
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

/** The further columns of a list, muted beside the source. */
export function RowLabels({ labels }: { readonly labels: DraftItem['labels'] }) {
  if (labels === null) return null
  const named = Object.entries(labels).filter(([, value]) => value !== '')
  if (named.length === 0) return null
  return (
    <span
      title={named.map(([name, value]) => `${name}: ${value}`).join('\n')}
      className="min-w-0 flex-1 truncate text-muted"
    >
      {named.map(([, value]) => value).join(' · ')}
    </span>
  )
}
