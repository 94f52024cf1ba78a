import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { TaskOfKind } from './shown-tasks.ts'
import { cx } from '#renderer/ui/cx.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { resultWords } from '#shared/text/results.ts'

/** A sign and one bold sentence. */
export function VerdictLine({ good, children }: { readonly good: boolean; readonly children: ReactNode }) {
  const Sign = good ? CircleCheck : TriangleAlert
  return (
    <p className={cx('flex items-center gap-2 text-md', good ? 'text-green' : 'text-red')}>
      <Sign aria-hidden size={18} className="shrink-0" />
      <strong className="selectable">{children}</strong>
    </p>
  )
}

/** The body of a virus scan: whether a virus was found, and which. */
export function VirusBody({ task: { infected, infections } }: { readonly task: TaskOfKind<'virus'> }) {
  return (
    <>
      <VerdictLine good={!infected}>{resultWords.virus(infected, [])}</VerdictLine>
      {infections.length > 0 && (
        <ul aria-label={words.card.infections} className="selectable flex flex-col gap-0.5">
          {infections.map((name, at) => (
            // Two infections may have the same name; only their position tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${at} ${name}`} className="font-mono text-xs break-all">
              {name}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
