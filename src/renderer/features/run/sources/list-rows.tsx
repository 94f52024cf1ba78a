import { cx } from '#renderer/ui/cx.ts'
import type { ListPreview } from '#shared/model/source-list.ts'
import { fileWords } from '#shared/text/files.ts'

const MAX_SHOWN_COLUMNS = 6

interface ListRowsProps {
  readonly preview: ListPreview
  /** The column with the sources; null while none is chosen. */
  readonly chosen: number | null
}

/** The first rows of a list as they stand, so that the person sees what it is. The column with the sources is always among them. */
export function ListRows({ preview: { columns, firstRows }, chosen }: ListRowsProps) {
  const shown = chooseColumns(columns.length, chosen)
  const left = columns.length - shown.length
  if (firstRows.length === 0) return null
  return (
    <div className="min-w-0">
      <table
        aria-label={fileWords.list.firstRows}
        className="w-full table-fixed border-collapse rounded border border-line bg-surface text-xs"
      >
        <thead>
          <tr>
            {shown.map((column) => (
              <th
                key={column}
                scope="col"
                title={columns[column]?.name}
                className={cx(
                  'truncate border border-line px-2 py-0.5 text-left',
                  column === chosen ? 'text-accent' : 'text-muted',
                )}
              >
                {columns[column]?.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {firstRows.map((cells, row) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows of a table that does not change.
            <tr key={row}>
              {shown.map((column) => (
                <td
                  key={column}
                  title={cells[column]}
                  className={cx('truncate border border-line px-2 py-0.5', column !== chosen && 'text-muted')}
                >
                  {cells[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p className="text-xs text-muted">{fileWords.list.moreColumns(left)}</p>}
    </div>
  )
}

function chooseColumns(count: number, chosen: number | null): readonly number[] {
  const first = Array.from({ length: Math.min(count, MAX_SHOWN_COLUMNS) }, (_, column) => column)
  return chosen === null || first.includes(chosen) ? first : [...first.slice(0, -1), chosen]
}
