import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Connection } from '#shared/model/connection.ts'
import type { Run } from '#shared/model/run.ts'
import { run as words } from '#shared/text/run.ts'

/** Why a batch stands still. *Continue* is in the title row, in the same place as *Pause*. */
export function Paused({ run, connection }: { readonly run: Run; readonly connection: Connection }) {
  const open = useNavigation((store) => store.open)
  if (run.state !== 'paused') return null
  const sent = run.counts.sending + run.counts.started
  if (run.pausedBy === null) {
    return (
      <Banner tone="info">
        {words.batch.pausing}
        {sent > 0 && `; ${words.batch.pausedSent(sent)}`}.
      </Banner>
    )
  }
  return (
    <Banner
      tone="warning"
      action={
        connection.sandbox ? undefined : (
          <Button small onClick={() => open({ name: 'connections', edit: connection.id })}>
            {words.strip.openConnections}
          </Button>
        )
      }
    >
      {`${run.pausedBy.message} ${run.pausedBy.advice}`.trim()}
    </Banner>
  )
}
