import { useApp } from '#renderer/stores/app/index.ts'
import type { TaskOfKind } from './shown-tasks.ts'
import { Button } from '#renderer/ui/button.tsx'
import { jobWords as words } from '#shared/text/job.ts'
import { resultWords } from '#shared/text/results.ts'
import { VerdictLine } from './verdict-body.tsx'

/** The body of a copyright check: the verdict, and a table of the findings with the columns that have values. */
export function CopyrightBody({
  task: { copyrighted, licences },
}: {
  readonly task: TaskOfKind<'copyright'>
}) {
  const columns = (['image', 'photographer', 'licence', 'link'] as const).filter((name) =>
    licences.some((row) => row[name] !== null),
  )
  const others = licences.some((row) => row.others.length > 0)
  return (
    <>
      <VerdictLine good={!copyrighted}>{resultWords.copyright(copyrighted)}</VerdictLine>
      {licences.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse">
            <thead>
              <tr className="text-left text-muted">
                {columns.map((name) => (
                  <th key={name} scope="col" className="py-1 pr-3 font-normal">
                    {words.card[name]}
                  </th>
                ))}
                {others && (
                  <th scope="col" className="py-1 font-normal">
                    {words.card.others}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {licences.map((row, at) => (
                // A finding has no id; only its position tells it apart.
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={at} className="border-t border-line align-baseline">
                  {columns.map((name) => (
                    <td key={name} className="selectable py-1 pr-3 wrap-anywhere">
                      <Cell text={row[name] ?? ''} />
                    </td>
                  ))}
                  {others && (
                    <td className="selectable py-1 wrap-anywhere">
                      {row.others.map(([name, value]) => `${name}: ${value}`).join(' · ')}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

/** A cell of the table: an https address opens in the browser, anything else is text. */
function Cell({ text }: { readonly text: string }) {
  const openExternal = useApp((store) => store.openExternal)
  if (!/^https:\/\/\S+$/i.test(text)) return text
  return (
    <Button small variant="plain" className="max-w-64 px-0" onClick={() => void openExternal(text)}>
      <span className="truncate">{text.replace(/^https:\/\//i, '')}</span>
    </Button>
  )
}
