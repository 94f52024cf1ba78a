import { useState } from 'react'
import { Banner } from '#renderer/ui/banner.tsx'
import type { Connection } from '#shared/model/connection.ts'
import type { Run } from '#shared/model/run.ts'
import { BatchFigures } from './batch-figures.tsx'
import { BatchFilter, toJobStates, type ShownJobs } from './batch-filter.tsx'
import { BatchProgress } from './batch-progress.tsx'
import { BatchTitle } from './batch-title.tsx'
import { Causes } from './causes.tsx'
import { RerunOrigin } from './rerun-origin.tsx'
import { isPausedForFirstResults, PauseBanner } from './pause-banner.tsx'
import { SandboxLine } from '#renderer/features/run/sandbox-line.tsx'
import type { RunScreenProps } from '#renderer/features/run/run-screen-props.ts'
import { UploadLine } from './upload-line.tsx'
import { useRunCommand } from './use-run-command.ts'

interface BatchProps extends RunScreenProps {
  readonly run: Run
  readonly connection: Connection
  readonly onNew: () => void
}

/** A batch in place of the source area: how far it is, what went wrong, and its jobs. Its React key is the run's id. */
export function Batch({ run, connection, onNew, renderJobs, renderJob, renderRerun }: BatchProps) {
  const [selectedId, setSelectedId] = useState<string | null>(null)
  // Until the person chooses, the list shows all jobs; while the run waits after its first results, those.
  const [chosen, setChosen] = useState<ShownJobs>()
  const { sendCommand, error, dismissError } = useRunCommand(run.id)
  const shown = chosen ?? (isPausedForFirstResults(run) ? 'sent' : 'all')
  const filter = { runId: run.id, ...(shown !== 'all' && { states: [...toJobStates(shown)] }) }
  return (
    <>
      <BatchTitle run={run} connection={connection} sendCommand={sendCommand} onNewRun={onNew} />
      <div className="relative flex min-h-0 grow">
        <div className="flex min-h-0 min-w-0 grow flex-col">
          {/* In a low window the part above scrolls, so that the jobs keep their room. */}
          <div className="flex max-h-3/5 shrink-0 flex-col gap-3 overflow-y-auto p-4">
            {connection.sandbox && <SandboxLine />}
            <RerunOrigin run={run} sendCommand={sendCommand} />
            <BatchProgress run={run} />
            <UploadLine run={run} />
            <BatchFigures run={run} onShow={setSelectedId} />
            <PauseBanner run={run} connection={connection} sendCommand={sendCommand} />
            {error !== null && (
              <Banner tone="error" onDismiss={dismissError}>
                {`${error.message} ${error.advice}`.trim()}
              </Banner>
            )}
            <Causes run={run} renderRerun={renderRerun} />
          </div>
          <div className="flex min-h-0 grow flex-col border-t border-line">
            <BatchFilter run={run} value={shown} onChange={setChosen} />
            {renderJobs(filter, selectedId, setSelectedId)}
          </div>
        </div>
        {selectedId !== null && renderJob(selectedId, () => setSelectedId(null))}
      </div>
    </>
  )
}
