import { useState } from 'react'
import { useRequest } from '#renderer/lib/use-request.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { GuardedButton } from '#renderer/ui/guarded-button.tsx'
import type { RunScreenProps } from '#renderer/features/run/run-screen-props.ts'
import type { Connection } from '#shared/model/connection.ts'
import type { Run } from '#shared/model/run.ts'
import { batchWords } from '#shared/text/batch.ts'
import { rerunWords } from '#shared/text/rerun.ts'
import type { SendRunCommand } from './use-run-command.ts'

const words = batchWords.notSent

interface NotSentBannerProps extends Pick<RunScreenProps, 'renderRerun'> {
  readonly run: Run
  readonly connection: Connection
  readonly sendCommand: SendRunCommand
}

/**
 * Offers to send what was stopped before it was sent. Jobs that were run again by themselves are not sent once more. Where
 * other runs have done some of the sources since, the strip asks, as it does for failed jobs.
 */
export function NotSentBanner({ run, connection, sendCommand, renderRerun }: NotSentBannerProps) {
  const { sendStopped, previewRerun } = useRuns()
  const [isAsking, setIsAsking] = useState(false)
  const { stopped } = run.counts
  const isShown = run.state === 'done' && stopped > 0
  const from = {
    kind: 'query',
    connectionId: run.connectionId,
    query: `run:${run.id} state:stopped`,
  } as const
  const { data, status } = useRequest(isShown ? [run.id, stopped] : null, () =>
    previewRerun({ from, includeUnknown: false }),
  )
  const elsewhere = data?.elsewhere ?? 0
  if (!isShown || (data?.jobs === 0 && elsewhere === 0)) return null
  const left = data === null ? stopped : data.jobs + elsewhere
  return (
    <div className="flex flex-col gap-2">
      <Banner
        tone="info"
        action={
          elsewhere > 0 ? (
            <Button small aria-expanded={isAsking} onClick={() => setIsAsking(!isAsking)}>
              {words.runAgain}
            </Button>
          ) : (
            <GuardedButton small disabled={status !== 'ready'} onClick={() => sendCommand(sendStopped)}>
              {words.send(left, !connection.sandbox)}
            </GuardedButton>
          )
        }
      >
        {words.sentence(left)}
        {elsewhere > 0 && ` ${rerunWords.elsewhere(elsewhere)}`}
      </Banner>
      {isAsking && renderRerun({ from, connectionId: run.connectionId, onClose: () => setIsAsking(false) })}
    </div>
  )
}
