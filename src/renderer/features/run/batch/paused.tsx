import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { underWay, type Run } from '#shared/model/run.ts'
import { batch as words } from '#shared/text/batch.ts'
import type { Send } from './batch.tsx'

/** Did it stop because its first results were asked for? */
export const isFirstResults = ({ state, pausedBy }: Run): boolean =>
  state === 'paused' && pausedBy?.code === 'run.firstResults'

interface PausedProps {
  readonly run: Run
  readonly connection: Connection
  readonly send: Send
}

/** Why a batch stands still. *Continue* is in the title row, in the same place as *Pause*. */
export function Paused({ run, connection, send }: PausedProps) {
  const open = useNavigation((store) => store.open)
  if (run.state !== 'paused') return null
  if (isFirstResults(run)) return <FirstResultsHere run={run} send={send} />
  if (run.pausedBy === null) {
    const sent = underWay(run)
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
          <Button small onClick={() => open({ name: 'connections', edit: connection.id })}>
            {words.openConnections}
          </Button>
        )
      }
    >
      {`${run.pausedBy.message} ${run.pausedBy.advice}`.trim()}
    </Banner>
  )
}

/** The first results are here, or on their way: the rest goes when the person says so. */
function FirstResultsHere({ run, send }: Omit<PausedProps, 'connection'>) {
  const { resume, stop } = useRuns()
  const open = underWay(run)
  const { queued, uploading, ready } = run.counts
  const left = queued + uploading + ready
  const first = run.total - left
  return (
    <Banner
      tone="info"
      action={
        <>
          <Button variant="primary" onClick={() => send(resume)}>
            {words.first.rest}
          </Button>
          <Button title={words.stopMeaning} onClick={() => send(stop)}>
            {words.first.stop}
          </Button>
        </>
      }
    >
      {open > 0 ? words.first.running(first, open, left) : words.first.here(first, left)}
    </Banner>
  )
}
