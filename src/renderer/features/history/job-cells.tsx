import {
  Check,
  File,
  FileBox,
  FileQuestionMark,
  FileWarning,
  FolderInput,
  Link,
  type LucideIcon,
} from 'lucide-react'
import { Veil } from '#renderer/pictures/veil.tsx'
import { JobThumbnail } from '#renderer/pictures/job-thumbnail.tsx'
import { useUploadPercent } from '#renderer/stores/uploads/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { MiddleEllipsis } from '#renderer/ui/middle-ellipsis.tsx'
import { StateSign } from '#renderer/job-state/state-sign.tsx'
import { Swatch, pickSwatchColour } from '#renderer/ui/swatch.tsx'
import { createDates } from '#shared/format/dates.ts'
import { formatDuration } from '#shared/format/duration.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { describeSource } from '#renderer/stores/jobs/describe-source.ts'
import { findLossAt } from '#shared/model/forgotten.ts'
import type { Job } from '#shared/model/job.ts'
import { sourceText, type StoredSource } from '#shared/model/source.ts'
import { historyWords } from '#shared/text/history.ts'
import { shortenId } from '#shared/format/shorten.ts'

const dates = createDates()

const KIND_ICONS: Record<StoredSource['kind'], LucideIcon> = {
  handle: FileBox,
  url: Link,
  alias: FolderInput,
  file: File,
  none: FileQuestionMark,
  unreadable: FileWarning,
}

/** Characters kept at the end of a shortened source: enough for the name of a file, or to tell handles apart. */
const TAIL_CHARACTERS: Record<StoredSource['kind'], number> = {
  handle: 8,
  url: 15,
  alias: 15,
  file: 15,
  none: 15,
  unreadable: 15,
}

/** The state of a job, with the percentage while its file is uploaded. */
export function StateCell({ job }: { readonly job: Job }) {
  const percent = useUploadPercent(job)
  return <StateSign state={job.state} {...(percent === undefined ? {} : { percent })} />
}

/** The value of a label. */
export function LabelCell({ text }: { readonly text: string }) {
  return (
    <span className="truncate" title={text}>
      {text}
    </span>
  )
}

/** The source of a job, shortened in the middle. */
export function SourceCell({ job }: { readonly job: Job }) {
  const Icon = KIND_ICONS[job.source.kind]
  const kind = historyWords.kinds[job.source.kind]
  const { name, place } = describeSource(job)
  const icon = <Icon aria-label={kind} size={14} className="shrink-0 text-muted" />
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Veil job={job}>
        <JobThumbnail job={job} alt={kind} fallback={icon} />
      </Veil>
      <MiddleEllipsis
        text={name}
        title={sourceText(job.source)}
        tail={TAIL_CHARACTERS[job.source.kind]}
        className="cursor-default select-none"
      />
      {place !== '' && <Place place={place} />}
    </span>
  )
}

/** Where a source lies: shown whole, or not at all. What does not fit wraps to a second line, which is out of sight. */
function Place({ place }: { readonly place: string }) {
  return (
    <span className="flex h-[1lh] min-w-0 shrink-[1000] flex-wrap overflow-hidden text-muted select-none max-[760px]:hidden">
      <span aria-hidden className="h-full w-px" />
      <span className="whitespace-nowrap">{place}</span>
    </span>
  )
}

/** The name of a job's workflow, or its id where it has no name. */
export function WorkflowCell({ job }: { readonly job: Job }) {
  const name = useWorkflows(
    ({ lists }) => lists[job.connectionId]?.find(({ id }) => id === job.workflowId)?.name,
  )
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Swatch colour={pickSwatchColour(job.workflowId)} />
      <span className="truncate">{name ?? shortenId(job.workflowId)}</span>
    </span>
  )
}

/** The verdict of a job; draws nothing for `none`. */
export function VerdictCell({ job }: { readonly job: Job }) {
  if (job.verdict === 'none') return null
  return (
    <Badge tone={job.verdict === 'flagged' ? 'red' : 'green'}>{historyWords.verdicts[job.verdict]}</Badge>
  )
}

interface ResultCellProps {
  readonly job: Job
  readonly verdict?: boolean
  /** Of a row of two lines, the result takes both where it needs them. */
  readonly lines?: 1 | 2
}

/** The result in a sentence, or the error. */
export function ResultCell({ job, verdict = false, lines = 1 }: ResultCellProps) {
  const text = job.error === null ? job.summary : describeError(job.error)
  return (
    <span className="flex min-w-0 items-center gap-2">
      {verdict && <VerdictCell job={job} />}
      <span title={text} className={lines === 1 ? 'truncate' : 'line-clamp-2 leading-4 low:line-clamp-1'}>
        {text}
      </span>
    </span>
  )
}

/** The sentence of an error, and what the service said where the sentence does not say it. */
const describeError = ({ message, detail = '' }: AppError): string =>
  detail === '' || message.includes(detail) ? message : `${message} “${detail}”`

/** When a job started; empty for one that was never sent. */
export function StartedCell({ job, now }: { readonly job: Job; readonly now: number }) {
  const at = job.startedAt ?? job.sentAt
  if (at === null) return <span className="sr-only">{historyWords.neverSent}</span>
  return (
    <time dateTime={new Date(at).toISOString()} title={dates.full(at)} className="text-muted">
      {dates.row(at, now)}
    </time>
  )
}

/** How long a job took. */
export function DurationCell({ job }: { readonly job: Job }) {
  return job.durationMs === null ? null : <span className="text-muted">{formatDuration(job.durationMs)}</span>
}

/** The service keeps results for some 48 h: the time left is shown once it may become short. */
const COUNTDOWN_MS = 24 * 3_600_000

/** A tick when the result is kept here; otherwise how long the service still has it. */
export function KeptCell({ job, now }: { readonly job: Job; readonly now: number }) {
  if (job.body !== null)
    return <Check aria-label={historyWords.keptHere} size={14} className="inline text-green" />
  const left = (findLossAt(job) ?? 0) - now
  if (left <= 0 || left > COUNTDOWN_MS) return null
  return (
    <span title={historyWords.timeLeftMeaning} className="text-amber">
      {historyWords.timeLeft(formatDuration(left))}
    </span>
  )
}

interface SecondLineProps {
  readonly job: Job
  readonly now: number
  /** Also when it started, which has no column then. */
  readonly hasStart: boolean
}

/** The second line of a folded row: workflow, duration, kept. */
export function SecondLine({ job, now, hasStart }: SecondLineProps) {
  return (
    <span className="flex min-w-0 items-center gap-2 text-xs text-muted low:hidden">
      <WorkflowCell job={job} />
      <span className="flex shrink-0 items-center gap-2">
        <DurationCell job={job} />
        <KeptCell job={job} now={now} />
        {hasStart && <StartedCell job={job} now={now} />}
      </span>
    </span>
  )
}
