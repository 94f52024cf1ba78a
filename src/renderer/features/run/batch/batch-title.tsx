import { Pause, Play, Plus, Square } from 'lucide-react'
import { isMendedInConnections } from '#renderer/features/run/is-mended-in-connections.ts'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { useConnectionWorkflows } from '#renderer/stores/workflows/index.ts'
import { GuardedButton } from '#renderer/ui/guarded-button.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { sendsRefusedAgain, type Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import { RunName } from './run-name.tsx'
import type { SendRunCommand } from './use-run-command.ts'
import { isPausedForFirstResults } from './pause-banner.tsx'

interface BatchTitleProps {
  readonly run: Run
  readonly connection: Connection
  readonly sendCommand: SendRunCommand
  readonly onNewRun: () => void
}

/** The title of a batch: its workflow, the number of sources, and the buttons of the run. */
export function BatchTitle({ run, connection, sendCommand, onNewRun }: BatchTitleProps) {
  const { pause, resume, stop } = useRuns()
  const name =
    useConnectionWorkflows(connection.id).find(({ id }) => id === run.workflowId)?.name ?? run.workflowId
  const stoppable = run.state === 'running' || run.state === 'paused'
  useCommand('run.pause', run.state === 'running' ? () => sendCommand(pause) : null)
  useCommand('run.resume', run.state === 'paused' ? () => sendCommand(resume) : null)
  useCommand('run.stop', stoppable ? () => sendCommand(stop) : null)
  // After the first results, *Run the rest* and *Stop* stand in the banner instead.
  const asked = isPausedForFirstResults(run)
  // Where the connection has to be mended first, the banner has the main button.
  const isMendedFirst = run.pausedBy !== null && isMendedInConnections(run.pausedBy)
  return (
    <TitleRow
      isOneLine
      title={run.name ?? words.title(name, run.total)}
      beside={
        <>
          {run.name !== null && (
            <span className="min-w-0 truncate text-muted max-[760px]:hidden">
              {words.title(name, run.total)}
            </span>
          )}
          <RunName run={run} />
        </>
      }
    >
      {run.state === 'running' && (
        <Button icon={Pause} title={words.pauseMeaning} onClick={() => sendCommand(pause)}>
          <WideLabel text={words.pause} />
        </Button>
      )}
      {run.state === 'paused' && !asked && (
        <GuardedButton
          icon={Play}
          variant={isMendedFirst ? 'normal' : 'primary'}
          title={words.resumeMeaning(countWaiting(run), !connection.sandbox)}
          onClick={() => sendCommand(resume)}
        >
          {words.resume}
        </GuardedButton>
      )}
      {stoppable && !asked && (
        <Button icon={Square} title={words.stopMeaning} onClick={() => sendCommand(stop)}>
          <WideLabel text={words.stop} />
        </Button>
      )}
      <Button icon={Plus} variant={run.state === 'done' ? 'primary' : 'normal'} onClick={onNewRun}>
        {words.newRun}
      </Button>
    </TitleRow>
  )
}

/** In a narrow window the icon stands alone, with its name for those who hear the screen. */
const WideLabel = ({ text }: { readonly text: string }) => <span className="max-[760px]:sr-only">{text}</span>

/** The jobs that *Continue* sends: those that wait, and those that were refused. */
const countWaiting = ({ counts, pausedBy }: Run): number =>
  counts.queued + counts.uploading + counts.ready + (sendsRefusedAgain(pausedBy) ? counts.rejected : 0)
