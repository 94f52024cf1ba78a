import { Check } from 'lucide-react'
import { cx } from '#renderer/ui/cx.ts'
import type { ListColumn } from '#shared/model/source-list.ts'
import { fileWords } from '#shared/text/files.ts'

interface ListLabelsProps {
  readonly columns: readonly ListColumn[]
  /** The columns beside the one with the sources. */
  readonly shown: readonly number[]
  /** The columns that do not become labels. */
  readonly leftOut: ReadonlySet<number>
  readonly onToggle: (column: number) => void
}

/** The other columns of a list. Those that are pressed go with each source as its labels. */
export function ListLabels({ columns, shown, leftOut, onToggle }: ListLabelsProps) {
  return (
    <fieldset
      aria-label={fileWords.list.labels}
      className="flex max-h-22 flex-wrap items-center gap-1.5 overflow-y-auto"
    >
      <span className="text-muted">{fileWords.list.goesWith}</span>
      {shown.map((index) => {
        const column = columns[index]
        if (column === undefined) return null
        const goes = !leftOut.has(index)
        return (
          <button
            key={index}
            type="button"
            aria-pressed={goes}
            title={fileWords.list.examples(column.examples)}
            onClick={() => onToggle(index)}
            className={cx(
              'inline-flex h-6 max-w-50 items-center gap-1 rounded border px-2',
              goes ? 'border-accent bg-surface text-accent' : 'border-line text-muted line-through',
            )}
          >
            {goes && <Check aria-hidden size={12} className="shrink-0" />}
            <span className="truncate">{column.name}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
