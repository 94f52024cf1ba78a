import { isMendedInConnections } from '#renderer/features/run/is-mended-in-connections.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { countFailed } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { countUnderWay, type Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import { FirstResultsBanner } from './first-results-banner.tsx'
import type { SendRunCommand } from './use-run-command.ts'

/** Whether the run paused because the person wanted to see its first results. */
export const isPausedForFirstResults = ({ state, pausedBy }: Run): boolean =>
  state === 'paused' && pausedBy?.code === 'run.firstResults'

export interface PauseBannerProps {
  readonly run: Run
  readonly connection: Connection
  readonly sendCommand: SendRunCommand
  /** Shows the jobs that failed or were refused in the list. */
  readonly onShow: () => void
}

/** Why a batch is paused. *Continue* is in the title row, in the place of *Pause*. */
export function PauseBanner({ run, connection, sendCommand, onShow }: PauseBannerProps) {
  const open = useNavigation((store) => store.open)
  if (run.state !== 'paused') return null
  if (isPausedForFirstResults(run))
    return <FirstResultsBanner run={run} connection={connection} sendCommand={sendCommand} onShow={onShow} />
  if (run.pausedBy === null) {
    const sent = countUnderWay(run)
    return (
      <Banner tone="info">
        {words.pausing}
        {sent > 0 && `; ${words.pausedSent(sent)}`}.
      </Banner>
    )
  }
  const isBadNews = run.counts.finished === 0 && countFailed(run.counts) > 0
  return (
    <Banner
      tone={isBadNews ? 'error' : 'warning'}
      action={
        connection.sandbox ? undefined : (
          <Button
            variant={isMendedInConnections(run.pausedBy) ? 'primary' : 'normal'}
            onClick={() => open({ name: 'connections', edit: connection.id, next: 'run' })}
          >
            {words.openConnections}
          </Button>
        )
      }
    >
      {`${run.pausedBy.message} ${run.pausedBy.advice}`.trim()}
    </Banner>
  )
}
