import { useBilledStarts } from '#renderer/stores/connections/use-billed-starts.ts'
import { connectionWords as words } from '#shared/text/connections.ts'

/** How many billed starts a connection has made this month and today. */
export function BilledLine({ connectionId }: { readonly connectionId: string }) {
  const billed = useBilledStarts(connectionId)
  if (billed === null) return null
  const { month, today } = billed
  return <p className="text-muted">{words.billed(month.accepted, today.accepted, month.maybe)}</p>
}
