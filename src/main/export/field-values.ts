import type { CellValue, ColumnField, JobColumn } from '#shared/model/columns/index.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { ExportColumn, JobDetail } from '#shared/model/export/index.ts'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import { historyWords } from '#shared/text/history.ts'
import { stateWords } from '#shared/text/states.ts'
import type { ColumnType, ExportValue } from './formats/index.ts'
import type { SheetRow } from './sheet-rows.ts'

/** How workflows and connections are called, by their ids. */
export interface ExportNames {
  readonly workflows: Readonly<Record<string, string>>
  readonly connections: Readonly<Record<string, string>>
}

interface FieldContext {
  readonly names: ExportNames
  /** States and verdicts in the words of the screen, as in a sheet; else as they are named in queries. */
  readonly inWords: boolean
  /** Between several values. */
  readonly separator: string
}

/** The value of a row in a column. `cell`: what was read for it where the job does not hold it. */
export function toFieldValue(
  { source, labels, job }: SheetRow,
  column: ExportColumn,
  cell: CellValue,
  context: FieldContext,
): ExportValue {
  switch (column.kind) {
    case 'label':
      return Object.hasOwn(labels, column.name) ? (labels[column.name] ?? null) : null
    case 'detail':
      return toDetail(job, column.detail)
    case 'field':
      if (column.field === 'source') return sourceText(source)
      return column.field === 'run' ? cell : toField(job, column.field, context)
    case 'fact':
    case 'path':
      return cell
    default:
      return assertNever(column)
  }
}

function toDetail(job: Job, detail: JobDetail): ExportValue {
  switch (detail) {
    case 'id':
      return job.id
    case 'handle':
      return job.handle
    case 'error':
      return job.error?.message ?? null
    default:
      return assertNever(detail)
  }
}

function toField(
  job: Job,
  field: Exclude<ColumnField, 'source' | 'run'>,
  { names, inWords, separator }: FieldContext,
): ExportValue {
  switch (field) {
    case 'state':
      return inWords ? stateWords[job.state] : job.state
    case 'verdict':
      return inWords ? historyWords.verdicts[job.verdict] : job.verdict
    case 'workflow':
      return names.workflows[job.workflowId] ?? job.workflowId
    case 'connection':
      return names.connections[job.connectionId] ?? job.connectionId
    case 'result':
      return job.summary === '' ? null : job.summary
    case 'duration':
      return job.durationMs === null ? null : job.durationMs / 1000
    case 'started':
      return toTime(job.startedAt ?? job.sentAt)
    case 'created':
      return toTime(job.createdAt)
    case 'ended':
      return toTime(job.endedAt)
    case 'kept':
      return job.body !== null
    case 'jobId':
      return job.remoteJobId
    case 'kind':
      return inWords ? historyWords.kinds[job.source.kind] : job.source.kind
    case 'size':
      return job.source.kind === 'file' ? (job.source.bytes ?? null) : null
    case 'resultSize':
      return job.body?.bytes ?? null
    case 'files':
      return job.files?.total ?? null
    case 'requests':
      return job.polls
    case 'tags':
      return job.tags.length === 0 ? null : job.tags.join(separator)
    case 'note':
      return job.note
    default:
      return assertNever(field)
  }
}

/** A damaged row may have any number. */
const toTime = (at: number | null): Date | null => {
  const time = at === null ? null : new Date(at)
  return time === null || Number.isNaN(time.getTime()) ? null : time
}

const NUMBERS: readonly ColumnField[] = ['duration', 'size', 'resultSize', 'files', 'requests']
const TIMES: readonly ColumnField[] = ['started', 'created', 'ended']

/** What a column holds. Paths find values of any kind, and a number may be longer than any type: they are texts. */
export function toColumnType(column: ExportColumn): ColumnType {
  if (column.kind === 'fact') return toFactType(column)
  if (column.kind !== 'field') return 'text'
  if (column.field === 'kept') return 'boolean'
  if (TIMES.includes(column.field)) return 'time'
  return NUMBERS.includes(column.field) ? 'number' : 'text'
}

function toFactType(column: Extract<JobColumn, { kind: 'fact' }>): ColumnType {
  if (column.fact === 'flag') return 'boolean'
  if (column.fact === 'tag' || column.fact === 'fileSize') return 'number'
  return column.fact === 'tags' && column.shows === 'count' ? 'number' : 'text'
}
