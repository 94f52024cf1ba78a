import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import { createDates } from '#shared/format/dates.ts'
import type { RerunInput, RerunPreview } from '#shared/model/rerun.ts'
import { SANDBOX_ID } from '#shared/model/connection-facts.ts'
import type { Run } from '#shared/model/run.ts'
import { rerunWords as words } from '#shared/text/rerun.ts'
import { useRerunPreview } from './use-rerun-preview.ts'
import { WorkflowChoice } from './workflow-choice.tsx'

const dates = createDates()

interface RerunStripProps {
  readonly from: RerunInput['from']
  /** The connection of the jobs; null when they may be of several. */
  readonly connectionId: string | null
  readonly onCancel: () => void
  readonly onStarted: (runs: readonly Run[]) => void
}

/** The strip that runs jobs again. It says first what would be sent and billed. */
export function RerunStrip({ from, connectionId, onCancel, onStarted }: RerunStripProps) {
  const rerun = useRuns((store) => store.rerun)
  const [workflowId, setWorkflowId] = useState<string | null>(null)
  const [includeUnknown, setIncludeUnknown] = useState(false)
  const [includeRerun, setIncludeRerun] = useState(false)
  const [starting, setStarting] = useState(false)
  const [refused, setRefused] = useState<AppError | null>(null)
  const input: RerunInput = { from, includeUnknown, includeRerun, ...(workflowId !== null && { workflowId }) }
  const { preview, error } = useRerunPreview(input)
  const jobs = preview?.jobs ?? 0
  const start = async (): Promise<void> => {
    setStarting(true)
    setRefused(null)
    const answer = await rerun(input)
    setStarting(false)
    if (answer.ok) onStarted(answer.data)
    else setRefused(answer.error)
  }
  useCommand('go.back', onCancel)
  const wrong = refused ?? error
  return (
    <section
      aria-label={words.label}
      className="flex flex-col gap-2 rounded-card border border-line bg-surface-2 p-3"
    >
      {wrong !== null && <Banner tone="error">{`${wrong.message} ${wrong.advice}`.trim()}</Banner>}
      <div aria-live="polite">
        {preview === null ? (
          error === null && <Spinner label={words.counting} />
        ) : (
          <RerunSummary preview={preview} includesRerun={includeRerun} billed={connectionId !== SANDBOX_ID} />
        )}
      </div>
      {preview !== null && preview.unknown > 0 && (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={includeUnknown}
            onChange={(event) => setIncludeUnknown(event.currentTarget.checked)}
            className="size-4 shrink-0 accent-accent"
          />
          {words.includeUnknown(preview.unknown)}
        </label>
      )}
      {preview !== null && preview.again !== null && (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={includeRerun}
            onChange={(event) => setIncludeRerun(event.currentTarget.checked)}
            className="size-4 shrink-0 accent-accent"
          />
          {words.includeRerun(preview.again.jobs)}
        </label>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {connectionId !== null && (
          <WorkflowChoice connectionId={connectionId} value={workflowId} onChange={setWorkflowId} />
        )}
        <span className="grow" />
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button
          variant="primary"
          icon={RotateCw}
          disabled={jobs === 0 || starting}
          onClick={() => void start()}
        >
          {starting ? words.starting : words.run(jobs)}
        </Button>
      </div>
    </section>
  )
}

interface RerunSummaryProps {
  readonly preview: RerunPreview
  /** The jobs to be run contain those that were run again before. */
  readonly includesRerun: boolean
  readonly billed: boolean
}

function RerunSummary({ preview, includesRerun, billed }: RerunSummaryProps) {
  const { jobs, runs, open, again } = preview
  const [openedAt] = useState(() => Date.now())
  return (
    <p>
      <span className="font-semibold">{jobs === 0 ? words.none : words.willRun(jobs, billed)}</span>
      {runs > 1 && ` ${words.runs(runs)}`}
      {open > 0 && <span className="text-muted"> {words.leftOut(open)}</span>}
      {again !== null && (
        <span className="text-muted">
          {' '}
          {words.again({
            n: again.jobs,
            of: includesRerun ? jobs : jobs + again.jobs,
            finished: again.finished,
            on: dates.row(again.at, openedAt),
          })}
        </span>
      )}
    </p>
  )
}
