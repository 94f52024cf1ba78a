import { useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { GuardedButton } from '#renderer/ui/guarded-button.tsx'
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
        <GuardedButton small onClick={() => sendCommand(sendStopped)}>
          {words.send(stopped, !connection.sandbox)}
        </GuardedButton>
      }
    >
      {words.sentence(stopped)}
    </Banner>
  )
}
