import type { ReactNode } from 'react'
import { useApp } from '#renderer/stores/app/index.ts'
import { useUsualDuration } from '#renderer/stores/job/index.ts'
import { useUploadPercent } from '#renderer/stores/uploads/index.ts'
import { useConnectionWorkflows } from '#renderer/stores/workflows/index.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { MiddleEllipsis } from '#renderer/ui/middle-ellipsis.tsx'
import { StateSign } from '#renderer/job-state/state-sign.tsx'
import { createDates } from '#shared/format/dates.ts'
import { formatDuration } from '#shared/format/duration.ts'
import { shortenId } from '#shared/format/shorten.ts'
import { SANDBOX_ID } from '#shared/model/connection-facts.ts'
import { findLossAt } from '#shared/model/forgotten.ts'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { JobActions } from './job-actions.tsx'
import { useNow } from '#renderer/lib/use-now.ts'

const dates = createDates()

interface JobHeadProps {
  readonly job: Job
  readonly lead: ReactNode
  readonly corner: ReactNode
  readonly onRerun: (choosesWorkflow: boolean) => void
}

/**
 * The head of a job: state, verdict and source; workflow, duration, start and how long the result is kept; and
 * its buttons.
 */
export function JobHead({ job, lead, corner, onRerun }: JobHeadProps) {
  const copy = useApp((store) => store.copy)
  const source = sourceText(job.source)
  const percent = useUploadPercent(job)
  return (
    <header className="@container flex shrink-0 flex-wrap items-start gap-x-6 gap-y-2 px-4 pt-2.5 pb-2">
      <div className="flex min-w-72 grow basis-0 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-2">
          {lead}
          <span className="shrink-0">
            <StateSign state={job.state} {...(percent === undefined ? {} : { percent })} />
          </span>
          {job.verdict === 'flagged' && <Badge tone="red">{words.verdict.flagged}</Badge>}
          {job.verdict === 'clear' && <Badge tone="green">{words.verdict.clear}</Badge>}
          {job.attached && <Badge>{words.attached}</Badge>}
          {/* In a narrow panel the source has a line of its own. */}
          <div className="order-last flex h-6 min-w-0 basis-full items-center gap-1 @min-[600px]:order-none @min-[600px]:basis-0 @min-[600px]:grow">
            <h2 className="flex min-w-0 text-sm">
              <MiddleEllipsis text={source} className="font-mono text-xs font-normal" />
            </h2>
            <CopyButton iconOnly label={words.copySource} onCopy={() => copy(source)} />
          </div>
          <div className="ml-auto flex gap-1">{corner}</div>
        </div>
        <Facts job={job} />
      </div>
      <JobActions job={job} onRerun={onRerun} />
    </header>
  )
}

function Facts({ job }: { readonly job: Job }) {
  const usual = useUsualDuration(job.connectionId, job.workflowId)
  const workflow = useConnectionWorkflows(job.connectionId).find((other) => other.id === job.workflowId)
  const begun = job.startedAt ?? job.sentAt
  const now = useNow(60_000)
  const facts = [
    workflow?.name ?? shortenId(job.workflowId),
    ...(job.durationMs === null ? [] : [formatTook(job.durationMs, usual)]),
    formatBeginning(job, now),
    ...formatKept(job, now),
  ]
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-muted">
      <span className="selectable" title={begun === null ? undefined : dates.full(begun)}>
        {facts.join(' · ')}
      </span>
      {job.connectionId === SANDBOX_ID && job.body !== null && <Badge tone="accent">{words.madeUp}</Badge>}
    </div>
  )
}

function formatBeginning({ startedAt, sentAt, createdAt }: Job, now: number): string {
  if (startedAt !== null) return words.started(dates.row(startedAt, now))
  return sentAt === null ? words.created(dates.row(createdAt, now)) : words.sent(dates.row(sentAt, now))
}

function formatTook(ms: number, usual: number | null): string {
  const took = formatDuration(ms)
  const usually = usual === null ? took : formatDuration(usual)
  return usually === took ? took : `${took} (${words.usual(usually)})`
}

/** Whether the result is kept here, or how long the service still has it. */
function formatKept(job: Job, now: number): readonly string[] {
  if (job.body !== null) return [words.keptHere]
  const lossAt = findLossAt(job)
  if (lossAt === null) return []
  return [lossAt > now ? words.forgetsIn(formatDuration(lossAt - now)) : words.forgotten]
}
