import { useState } from 'react'
import { Banner } from '#renderer/ui/banner.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import type { Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { BatchFigures } from './batch-figures.tsx'
import { BatchFilter, toJobStates, type ShownJobs } from './batch-filter.tsx'
import { BatchProgress } from './batch-progress.tsx'
import { BatchTitle } from './batch-title.tsx'
import { Causes } from './causes.tsx'
import { RerunOrigin } from './rerun-origin.tsx'
import { isPausedForFirstResults, PauseBanner } from './pause-banner.tsx'
import { SandboxLine } from '#renderer/features/run/sandbox-line.tsx'
import type { RunScreenProps } from '#renderer/features/run/run-slots.ts'
import { UploadLine } from './upload-line.tsx'

interface BatchProps extends RunScreenProps {
  readonly run: Run
  readonly connection: Connection
  readonly onNew: () => void
}

/** Sends a request about the run and says where it happened when it was refused. */
export type SendRunCommand = (action: (runId: string) => Promise<Result<unknown>>) => void

/** A batch in place of the source area: how far it is, what went wrong, and its jobs. Its key is the run's id. */
export function Batch({ run, connection, onNew, renderJobs, renderJob, renderRerun }: BatchProps) {
  const [selected, setSelected] = useState<string | null>(null)
  /** Undefined: the person has chosen nothing; then the first results are shown while they wait for a look. */
  const [chosen, setChosen] = useState<ShownJobs>()
  const [error, setError] = useState<AppError | null>(null)
  const send: SendRunCommand = (action) => {
    const ask = async (): Promise<void> => {
      setError(null)
      const answer = await action(run.id)
      if (!answer.ok) setError(answer.error)
    }
    void ask()
  }
  const shown = chosen ?? (isPausedForFirstResults(run) ? 'sent' : 'all')
  const filter = { runId: run.id, ...(shown !== 'all' && { states: [...toJobStates(shown)] }) }
  return (
    <>
      <BatchTitle run={run} connection={connection} sendCommand={send} onNewRun={onNew} />
      <div className="relative flex min-h-0 grow">
        <div className="flex min-h-0 min-w-0 grow flex-col">
          {/* The jobs keep room in a low window, whatever there is to say above them. */}
          <div className="flex max-h-3/5 shrink-0 flex-col gap-3 overflow-y-auto p-4">
            {connection.sandbox && <SandboxLine />}
            <RerunOrigin run={run} send={send} />
            <BatchProgress run={run} />
            <UploadLine run={run} />
            <BatchFigures run={run} onShow={setSelected} />
            <PauseBanner run={run} connection={connection} sendCommand={send} />
            {error !== null && (
              <Banner tone="error" onDismiss={() => setError(null)}>
                {`${error.message} ${error.advice}`.trim()}
              </Banner>
            )}
            <Causes run={run} renderRerun={renderRerun} />
          </div>
          <div className="flex min-h-0 grow flex-col border-t border-line">
            <BatchFilter run={run} value={shown} onChange={setChosen} />
            {renderJobs(filter, selected, setSelected)}
          </div>
        </div>
        {selected !== null && renderJob(selected, () => setSelected(null))}
      </div>
    </>
  )
}
