import type { ReactNode } from 'react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { formatBytes } from '#shared/format/bytes.ts'
import { createDates } from '#shared/format/dates.ts'
import { shortenId } from '#shared/format/shorten.ts'
import { assertNever } from '#shared/model/assert.ts'
import { isAskedFor, type ColumnField, type JobColumn } from '#shared/model/columns/index.ts'
import type { Job } from '#shared/model/job.ts'
import { historyWords } from '#shared/text/history.ts'
import { AskedCell } from './asked-cell.tsx'
import {
  DurationCell,
  KeptCell,
  LabelCell,
  ResultCell,
  SourceCell,
  StartedCell,
  StateCell,
  VerdictCell,
  WorkflowCell,
} from './job-cells.tsx'

const dates = createDates()

/** What a column shows of a job; `now` in Unix ms. */
export function createCell(column: JobColumn, now: number): (job: Job) => ReactNode {
  if (isAskedFor(column)) return (job) => <AskedCell job={job} column={column} now={now} />
  if (column.kind === 'label') return (job) => <LabelCell text={job.labels[column.name] ?? ''} />
  return (job) => (column.kind === 'field' ? renderField(column.field, job, now) : null)
}

function renderField(field: ColumnField, job: Job, now: number): ReactNode {
  switch (field) {
    case 'state':
      return <StateCell job={job} />
    case 'source':
      return <SourceCell job={job} />
    case 'workflow':
      return <WorkflowCell job={job} />
    case 'verdict':
      return <VerdictCell job={job} />
    case 'result':
      return <ResultCell job={job} />
    case 'duration':
      return <DurationCell job={job} />
    case 'started':
      return <StartedCell job={job} now={now} />
    case 'kept':
      return <KeptCell job={job} now={now} />
    case 'created':
      return <TimeCell at={job.createdAt} now={now} />
    case 'ended':
      return <TimeCell at={job.endedAt} now={now} />
    case 'connection':
      return <ConnectionCell job={job} />
    case 'jobId':
      return job.remoteJobId === null ? null : <IdCell id={job.remoteJobId} />
    case 'kind':
      return historyWords.kinds[job.source.kind]
    case 'size':
      return job.source.kind === 'file' ? <BytesCell bytes={job.source.bytes ?? null} /> : null
    case 'resultSize':
      return <BytesCell bytes={job.body?.bytes ?? null} />
    case 'files':
      return job.files === null ? null : (
        <span className="text-muted">{`${job.files.kept} / ${job.files.total}`}</span>
      )
    case 'requests':
      return <span className="text-muted">{job.polls}</span>
    case 'tags':
      return <TagsCell tags={job.tags} />
    case 'note':
      return <LabelCell text={job.note ?? ''} />
    case 'run':
      return null
    default:
      return assertNever(field)
  }
}

function TimeCell({ at, now }: { readonly at: number | null; readonly now: number }) {
  if (at === null) return null
  return (
    <time dateTime={new Date(at).toISOString()} title={dates.full(at)} className="truncate text-muted">
      {dates.row(at, now)}
    </time>
  )
}

function ConnectionCell({ job }: { readonly job: Job }) {
  const name = useConnections(({ list }) => list.find(({ id }) => id === job.connectionId)?.name)
  return <LabelCell text={name ?? job.connectionId} />
}

function IdCell({ id }: { readonly id: string }) {
  return (
    <span className="truncate font-mono text-xs" title={id}>
      {shortenId(id)}
    </span>
  )
}

/** The tags that a person gave, as many as there is room for; all of them where the pointer rests. */
function TagsCell({ tags }: Pick<Job, 'tags'>) {
  if (tags.length === 0) return null
  return (
    <span className="flex min-w-0 gap-1 overflow-hidden" title={tags.join(', ')}>
      {tags.map((tag) => (
        <Badge key={tag} tone="accent">
          {tag}
        </Badge>
      ))}
    </span>
  )
}

const BytesCell = ({ bytes }: { readonly bytes: number | null }) =>
  bytes === null ? null : <span className="text-muted">{formatBytes(bytes)}</span>
