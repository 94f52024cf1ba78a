import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { BillingButton } from '#renderer/ui/billing-button.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { countUnderWay, type Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import type { SendRunCommand } from './use-run-command.ts'

/** Whether the run paused because the person wanted to see its first results. */
export const isPausedForFirstResults = ({ state, pausedBy }: Run): boolean =>
  state === 'paused' && pausedBy?.code === 'run.firstResults'

interface PauseBannerProps {
  readonly run: Run
  readonly connection: Connection
  readonly sendCommand: SendRunCommand
}

/** Why a batch is paused. *Continue* is in the title row, in the place of *Pause*. */
export function PauseBanner({ run, connection, sendCommand }: PauseBannerProps) {
  const open = useNavigation((store) => store.open)
  if (run.state !== 'paused') return null
  if (isPausedForFirstResults(run)) return <FirstResultsBanner run={run} sendCommand={sendCommand} />
  if (run.pausedBy === null) {
    const sent = countUnderWay(run)
    return (
      <Banner tone="info">
        {words.pausing}
        {sent > 0 && `; ${words.pausedSent(sent)}`}.
      </Banner>
    )
  }
  return (
    <Banner
      tone="warning"
      action={
        connection.sandbox ? undefined : (
          <Button small onClick={() => open({ name: 'connections', edit: connection.id, next: 'run' })}>
            {words.openConnections}
          </Button>
        )
      }
    >
      {`${run.pausedBy.message} ${run.pausedBy.advice}`.trim()}
    </Banner>
  )
}

/** Says that the first results are there, or on their way, with the buttons that run the rest or stop. */
function FirstResultsBanner({ run, sendCommand }: Omit<PauseBannerProps, 'connection'>) {
  const { resume, stop } = useRuns()
  const open = countUnderWay(run)
  const { queued, uploading, ready } = run.counts
  const left = queued + uploading + ready
  const first = run.total - left
  return (
    <Banner
      tone="info"
      action={
        <>
          <BillingButton variant="primary" onClick={() => sendCommand(resume)}>
            {words.firstResults.rest}
          </BillingButton>
          <Button title={words.stopMeaning} onClick={() => sendCommand(stop)}>
            {words.firstResults.stop}
          </Button>
        </>
      }
    >
      {open > 0 ? words.firstResults.running(first, open, left) : words.firstResults.arrived(first, left)}
    </Banner>
  )
}
