import { CornerUpLeft } from 'lucide-react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { shortenId, useWorkflows } from '#renderer/stores/workflows/index.ts'
import { countFailed } from '#renderer/stores/runs/index.ts'
import { useRun } from '#renderer/stores/runs/use-run.ts'
import type { Column } from '#renderer/ui/data-table/data-table.tsx'
import { StateSign } from '#renderer/job-state/state-sign.tsx'
import { Swatch, pickSwatchColour } from '#renderer/ui/swatch.tsx'
import { createDates } from '#shared/format/dates.ts'
import { formatCount } from '#shared/format/count.ts'
import type { Run } from '#shared/model/run.ts'
import { historyWords } from '#shared/text/history.ts'

const words = historyWords.runs
const dates = createDates()
/** The columns fold when the list is narrower than this. */
const WIDE_RUNS_PX = 900

/** The columns of the list of runs; `now` in Unix ms. */
export function createRunColumns(width: number, now: number): readonly Column<Run>[] {
  const isWide = width >= WIDE_RUNS_PX
  const name: Column<Run> = {
    id: 'name',
    label: words.columns.name,
    width: 'minmax(140px, 1.2fr)',
    cell: (run) => <NameCell run={run} isFolded={!isWide} />,
  }
  const jobs: Column<Run> = {
    id: 'jobs',
    label: words.columns.jobs,
    width: 'minmax(180px, 1fr)',
    cell: (run) => <JobsCell run={run} />,
  }
  const started: Column<Run> = {
    id: 'started',
    label: words.columns.started,
    width: '88px',
    cell: ({ createdAt }) => (
      <time
        dateTime={new Date(createdAt).toISOString()}
        title={dates.full(createdAt)}
        className="truncate text-muted"
      >
        {dates.row(createdAt, now)}
      </time>
    ),
  }
  if (!isWide) return [name, jobs, started]
  return [
    name,
    {
      id: 'workflow',
      label: words.columns.workflow,
      width: '160px',
      cell: (run) => <WorkflowCell run={run} />,
    },
    {
      id: 'connection',
      label: words.columns.connection,
      width: '140px',
      cell: (run) => <ConnectionCell run={run} />,
    },
    jobs,
    started,
  ]
}

function NameCell({ run, isFolded }: { readonly run: Run; readonly isFolded: boolean }) {
  const { name, retryOf } = run
  const earlier = useRun(retryOf)
  return (
    <span className="flex min-w-0 flex-col">
      <span className="flex min-w-0 items-center gap-1.5">
        {retryOf !== null && (
          <span title={words.rerunMeaning} className="flex min-w-0 shrink-[2] items-center gap-1 text-muted">
            <CornerUpLeft aria-hidden size={13} className="shrink-0" />
            <span className="truncate">
              {earlier === undefined || earlier.name === null ? words.rerun : words.rerunOf(earlier.name)}
            </span>
          </span>
        )}
        {(name !== null || retryOf === null) && (
          <span title={name ?? undefined} className={name === null ? 'truncate text-muted' : 'truncate'}>
            {name ?? words.unnamed}
          </span>
        )}
      </span>
      {isFolded && (
        <span className="flex min-w-0 items-center gap-2 text-xs text-muted">
          <WorkflowCell run={run} />
          <ConnectionCell run={run} />
        </span>
      )}
    </span>
  )
}

function WorkflowCell({ run: { connectionId, workflowId } }: { readonly run: Run }) {
  const name = useWorkflows(({ lists }) => lists[connectionId]?.find(({ id }) => id === workflowId)?.name)
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Swatch colour={pickSwatchColour(workflowId)} />
      <span className="truncate">{name ?? (workflowId === '' ? words.attached : shortenId(workflowId))}</span>
    </span>
  )
}

function ConnectionCell({ run: { connectionId } }: { readonly run: Run }) {
  const connection = useConnections(({ list }) => list.find(({ id }) => id === connectionId))
  if (connection === undefined) return null
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Swatch colour={connection.colour} />
      <span className="truncate">{connection.name}</span>
    </span>
  )
}

function JobsCell({ run }: { readonly run: Run }) {
  const failed = countFailed(run.counts)
  const { unknown } = run.counts
  const { flagged } = run.verdicts
  const parts = [
    ...(flagged > 0 ? [{ text: words.flagged(flagged), ink: 'text-red' }] : []),
    ...(failed > 0 ? [{ text: words.failed(failed), ink: 'text-red' }] : []),
    ...(unknown > 0 ? [{ text: words.unknown(unknown), ink: 'text-amber' }] : []),
  ]
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="shrink-0 font-semibold">{formatCount(run.total)}</span>
      {run.state !== 'done' && <StateSign state={run.state === 'paused' ? 'ready' : 'started'} compact />}
      <span title={parts.map(({ text }) => text).join(' · ')} className="min-w-0 truncate">
        {parts.map(({ text, ink }) => (
          <span key={text} className={`mr-2 ${ink}`}>
            {text}
          </span>
        ))}
      </span>
    </span>
  )
}
