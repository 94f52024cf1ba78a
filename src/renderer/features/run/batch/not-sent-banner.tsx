import { useRequest } from '#renderer/lib/use-request.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { GuardedButton } from '#renderer/ui/guarded-button.tsx'
import type { Connection } from '#shared/model/connection.ts'
import type { Run } from '#shared/model/run.ts'
import { batchWords } from '#shared/text/batch.ts'
import { rerunWords } from '#shared/text/rerun.ts'
import type { SendRunCommand } from './use-run-command.ts'

const words = batchWords.notSent

interface NotSentBannerProps {
  readonly run: Run
  readonly connection: Connection
  readonly sendCommand: SendRunCommand
}

/** Offers to send what was stopped before it was sent. Jobs that were run again by themselves are not sent once more. */
export function NotSentBanner({ run, connection, sendCommand }: NotSentBannerProps) {
  const { sendStopped, previewRerun } = useRuns()
  const { stopped } = run.counts
  const isShown = run.state === 'done' && stopped > 0
  const { data, status } = useRequest(isShown ? [run.id, stopped] : null, () =>
    previewRerun({
      from: { kind: 'query', connectionId: run.connectionId, query: `run:${run.id} state:stopped` },
      includeUnknown: false,
    }),
  )
  if (!isShown || data?.jobs === 0) return null
  const left = data?.jobs ?? stopped
  const elsewhere = data?.elsewhere ?? 0
  return (
    <Banner
      tone="info"
      action={
        <GuardedButton small disabled={status === 'loading'} onClick={() => sendCommand(sendStopped)}>
          {words.send(left, !connection.sandbox)}
        </GuardedButton>
      }
    >
      {words.sentence(left)}
      {elsewhere > 0 && ` ${rerunWords.elsewhere(elsewhere)}`}
    </Banner>
  )
}
