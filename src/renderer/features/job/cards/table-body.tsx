import type { TaskOfKind } from './shown-tasks.ts'
import { Button } from '#renderer/ui/button.tsx'
import { jobWords as words } from '#shared/text/job.ts'

interface TableBodyProps {
  readonly task: TaskOfKind<'unknown'>
  readonly onOpenInJson: () => void
}

/** The body of a task of unknown shape: a table of names and values as written, down to depth 2. */
export function TableBody({ task: { table, more }, onOpenInJson }: TableBodyProps) {
  return (
    <>
      {table.length === 0 ? (
        <p className="text-muted">{words.card.empty}</p>
      ) : (
        <table className="w-full table-fixed border-collapse">
          <tbody>
            {table.map(({ name, text }, at) => (
              // Repeated keys have the same name, so the position is part of the React key.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={`${at} ${name}`} className="border-t border-line first:border-t-0">
                {name !== '' && (
                  <th
                    scope="row"
                    className="selectable w-2/5 truncate py-1 pr-3 text-left font-normal text-muted"
                  >
                    {name}
                  </th>
                )}
                <td className="selectable py-1 font-mono text-xs wrap-anywhere">
                  {text ?? <span className="font-sans text-muted">{words.card.deeper}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more && (
        <div>
          <Button small onClick={onOpenInJson}>
            {words.card.openInJson}
          </Button>
        </div>
      )}
    </>
  )
}
