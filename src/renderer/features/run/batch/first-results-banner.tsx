import type { ReactNode } from 'react'
import { isMendedInConnections } from '#renderer/features/run/is-mended-in-connections.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { countFailed, useFailures, useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { GuardedButton } from '#renderer/ui/guarded-button.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import { countUnderWay, type Run } from '#shared/model/run.ts'
import { batchWords } from '#shared/text/batch.ts'
import type { SendRunCommand } from './use-run-command.ts'

const words = batchWords.firstResults

interface FirstResultsBannerProps {
  readonly run: Run
  readonly connection: Connection
  readonly sendCommand: SendRunCommand
  /** Shows the jobs that failed or were refused in the list. */
  readonly onShow: () => void
}

/**
 * Says that the first results are there, or on their way, with the buttons that run the rest or stop. When all of them
 * failed or were refused, it says so, and the main button leads to what can be mended.
 */
export function FirstResultsBanner({ run, connection, sendCommand, onShow }: FirstResultsBannerProps) {
  const { resume, stop } = useRuns()
  const [failure] = useFailures(run)
  const open = countUnderWay(run)
  const { queued, uploading, ready, finished } = run.counts
  const left = queued + uploading + ready
  const first = run.total - left
  const isBadNews = open === 0 && finished === 0 && countFailed(run.counts) > 0
  const rest = (
    <GuardedButton variant={isBadNews ? 'normal' : 'primary'} onClick={() => sendCommand(resume)}>
      {isBadNews ? words.restAnyway(left, !connection.sandbox) : words.rest(left, !connection.sandbox)}
    </GuardedButton>
  )
  const stopButton = (
    <Button title={batchWords.stopMeaning} onClick={() => sendCommand(stop)}>
      {words.stop}
    </Button>
  )
  if (!isBadNews)
    return (
      <Banner
        tone="info"
        action={
          <>
            {rest}
            {stopButton}
          </>
        }
      >
        {open > 0 ? words.running(first, open, left) : words.arrived(first, left)}
      </Banner>
    )
  const cause = failure?.error
  return (
    <Banner
      tone="error"
      action={
        <span className="flex shrink-0 flex-wrap justify-end gap-2">
          <MendButton cause={cause} connection={connection} onShow={onShow} />
          {stopButton}
          {rest}
        </span>
      }
    >
      {words.allBad(first, left)}
      {cause !== undefined && ` ${cause.message} ${cause.advice}`.trimEnd()}
    </Banner>
  )
}

interface MendButtonProps {
  readonly cause: AppError | undefined
  readonly connection: Connection
  readonly onShow: () => void
}

/** The main button: to the form of the connection where that is what is wrong, else to the jobs. */
function MendButton({ cause, connection, onShow }: MendButtonProps): ReactNode {
  const open = useNavigation((store) => store.open)
  const isConnection = cause !== undefined && isMendedInConnections(cause) && !connection.sandbox
  return (
    <Button
      variant="primary"
      onClick={() =>
        isConnection ? open({ name: 'connections', edit: connection.id, next: 'run' }) : onShow()
      }
    >
      {isConnection ? batchWords.openConnections : words.showFailed}
    </Button>
  )
}
