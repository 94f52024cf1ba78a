import { useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Connection } from '#shared/model/connection.ts'
import type { Run } from '#shared/model/run.ts'
import { batchWords } from '#shared/text/batch.ts'
import type { SendRunCommand } from './use-run-command.ts'

const words = batchWords.notSent

interface NotSentBannerProps {
  readonly run: Run
  readonly connection: Connection
  readonly sendCommand: SendRunCommand
}

/** Offers to send what was stopped before it was sent. */
export function NotSentBanner({ run, connection, sendCommand }: NotSentBannerProps) {
  const sendStopped = useRuns((store) => store.sendStopped)
  const { stopped } = run.counts
  if (run.state !== 'done' || stopped === 0) return null
  return (
    <Banner
      tone="info"
      action={
        <Button small onClick={() => sendCommand(sendStopped)}>
          {words.send(stopped, !connection.sandbox)}
        </Button>
      }
    >
      {words.sentence(stopped)}
    </Banner>
  )
}
