import { Pause, Play, Plus, Square } from 'lucide-react'
import { useState } from 'react'
import { useCommand } from '#renderer/lib/commands.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { useWorkflowsOf } from '#renderer/stores/workflows/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import type { Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { run as words } from '#shared/text/run.ts'
import { BatchProgress } from './batch-progress.tsx'
import { Causes } from './causes.tsx'
import { Paused } from './paused.tsx'
import type { RunScreenProps } from './run-screen.tsx'
import { SandboxLine } from './sandbox-line.tsx'

interface BatchProps extends RunScreenProps {
  readonly run: Run
  readonly connection: Connection
  readonly onNew: () => void
}

/** A batch in place of the source area: how far it is, what went wrong, and its jobs. */
export function Batch({ run, connection, onNew, renderJobs, renderJob }: BatchProps) {
  const { pause, resume, stop } = useRuns()
  const list = useWorkflowsOf(connection.id)
  const [selected, setSelected] = useState<{ readonly runId: string; readonly jobId: string } | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const jobId = selected?.runId === run.id ? selected.jobId : null

  const send = async (action: (runId: string) => Promise<Result<Run>>): Promise<void> => {
    setError(null)
    const answer = await action(run.id)
    if (!answer.ok) setError(answer.error)
  }
  const ask = (action: (runId: string) => Promise<Result<Run>>) => (): void => void send(action)
  const stoppable = run.state === 'running' || run.state === 'paused'
  useCommand('run.pause', run.state === 'running' ? ask(pause) : null)
  useCommand('run.stop', stoppable ? ask(stop) : null)

  const name = list.find((workflow) => workflow.id === run.workflowId)?.name ?? run.workflowId
  return (
    <>
      <TitleRow title={words.batch.title(name, run.total)}>
        {run.state === 'running' && (
          <Button icon={Pause} onClick={ask(pause)}>
            {words.batch.pause}
          </Button>
        )}
        {run.state === 'paused' && (
          <Button icon={Play} variant="primary" onClick={ask(resume)}>
            {words.batch.resume}
          </Button>
        )}
        {stoppable && (
          <Button icon={Square} onClick={ask(stop)}>
            {words.batch.stop}
          </Button>
        )}
        <Button icon={Plus} variant={run.state === 'done' ? 'primary' : 'normal'} onClick={onNew}>
          {words.batch.another}
        </Button>
      </TitleRow>
      <div className="relative flex min-h-0 grow">
        <div className="flex min-h-0 min-w-0 grow flex-col">
          <div className="flex shrink-0 flex-col gap-3 p-4">
            {connection.sandbox && <SandboxLine />}
            <BatchProgress run={run} />
            <Paused run={run} connection={connection} />
            {error !== null && (
              <Banner tone="error" onDismiss={() => setError(null)}>
                {`${error.message} ${error.advice}`.trim()}
              </Banner>
            )}
            <Causes run={run} />
          </div>
          <div className="flex min-h-0 grow flex-col border-t border-line">
            {renderJobs(run.id, jobId, (next) =>
              setSelected(next === null ? null : { runId: run.id, jobId: next }),
            )}
          </div>
        </div>
        {jobId !== null && renderJob(jobId, () => setSelected(null))}
      </div>
    </>
  )
}
