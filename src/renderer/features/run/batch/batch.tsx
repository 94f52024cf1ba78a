import { useState } from 'react'
import { countStillFailed, useRerunState } from '#renderer/stores/runs/use-rerun-state.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { Run } from '#shared/model/run.ts'
import { BatchFigures } from './batch-figures.tsx'
import { BatchFilter, toShownFilter, toShownOrder, type ShownJobs, type ShownOrder } from './batch-filter.tsx'
import { BatchProgress } from './batch-progress.tsx'
import { BatchTitle } from './batch-title.tsx'
import { Causes, toCauseFilter } from './causes.tsx'
import { GoneBanner } from './gone-banner.tsx'
import { NotSentBanner } from './not-sent-banner.tsx'
import { LaterRerun } from './later-rerun.tsx'
import { RerunOrigin } from './rerun-origin.tsx'
import { isPausedForFirstResults, PauseBanner } from './pause-banner.tsx'
import { SandboxLine } from '#renderer/features/run/sandbox-line.tsx'
import type { RunScreenProps } from '#renderer/features/run/run-screen-props.ts'
import { UnknownJobs } from './unknown-jobs.tsx'
import { UploadLine } from './upload-line.tsx'
import { useRunCommand } from './use-run-command.ts'

interface BatchProps extends RunScreenProps {
  readonly run: Run
  readonly connection: Connection
  readonly onNew: () => void
}

/** A batch in place of the source area: how far it is, what went wrong, and its jobs. Its React key is the run's id. */
export function Batch({
  run,
  connection,
  onNew,
  renderJobs,
  renderJob,
  renderRerun,
  renderColumns,
}: BatchProps) {
  const [selectedId, setSelectedId] = useState<string | null>(null)
  // Until the person chooses, the list shows all jobs; while the run waits after its first results, those.
  const [chosen, setChosen] = useState<ShownJobs>()
  const [cause, setCause] = useState<AppError | null>(null)
  const [order, setOrder] = useState<ShownOrder>('newest')
  const { sendCommand, error, dismissError } = useRunCommand(run.id)
  const rerunPreview = useRerunState(run)
  const shown = chosen ?? (isPausedForFirstResults(run) ? 'sent' : 'all')
  const show = (next: ShownJobs): void => {
    setChosen(next)
    setCause(null)
  }
  const showCause = (next: AppError | null): void => {
    setCause(next)
    setSelectedId(null)
  }
  const filter: JobFilterInput = {
    runId: run.id,
    ...(cause === null ? toShownFilter(shown) : toCauseFilter(cause)),
    ...toShownOrder(cause === null ? shown : null, order),
  }
  return (
    <>
      <BatchTitle run={run} connection={connection} sendCommand={sendCommand} onNewRun={onNew} />
      <div className="relative flex min-h-0 grow">
        <div className="flex min-h-0 min-w-0 grow flex-col">
          {/* In a low window the part above scrolls, so that the jobs keep their room; a strip or field that is opened needs more. */}
          <div className="flex max-h-[min(60%,calc(100%-19.5rem))] shrink-0 flex-col gap-3 overflow-y-auto p-4 *:shrink-0 low:max-h-[30%] low:gap-1.5 low:p-2 low:has-[[data-answer]>*]:max-h-[36%] has-[textarea,[data-start]]:max-h-3/5 low:has-[textarea,[data-start]]:max-h-3/5">
            {connection.sandbox && <SandboxLine />}
            <RerunOrigin run={run} sendCommand={sendCommand} />
            <LaterRerun run={run} preview={rerunPreview} sendCommand={sendCommand} />
            <BatchProgress run={run} />
            <UploadLine run={run} />
            {/* In a low window what has to be answered comes before how far it is. */}
            <div data-answer className="empty:hidden low:order-first">
              <PauseBanner
                run={run}
                connection={connection}
                sendCommand={sendCommand}
                onShow={() => show('failed')}
              />
            </div>
            {error !== null && (
              <Banner tone="error" onDismiss={dismissError}>
                {`${error.message} ${error.advice}`.trim()}
              </Banner>
            )}
            <NotSentBanner
              run={run}
              connection={connection}
              sendCommand={sendCommand}
              renderRerun={renderRerun}
            />
            <UnknownJobs
              run={run}
              sendCommand={sendCommand}
              onShow={() => show('unknown')}
              renderRerun={renderRerun}
            />
            <GoneBanner run={run} sendCommand={sendCommand} onShow={() => show('expired')} />
            <BatchFigures run={run} onShow={setSelectedId} />
            <Causes
              run={run}
              stillFailed={rerunPreview === null ? undefined : countStillFailed(rerunPreview)}
              shown={cause}
              onShow={showCause}
              renderRerun={renderRerun}
            />
          </div>
          <div className="flex min-h-0 grow flex-col border-t border-line">
            <BatchFilter
              run={run}
              value={cause === null ? shown : null}
              onChange={show}
              order={order}
              onOrder={setOrder}
              renderColumns={renderColumns}
            />
            {renderJobs(filter, selectedId, setSelectedId)}
          </div>
        </div>
        {selectedId !== null && renderJob(selectedId, () => setSelectedId(null))}
      </div>
    </>
  )
}
