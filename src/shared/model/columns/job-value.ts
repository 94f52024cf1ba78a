import { assertNever } from '#shared/model/assert.ts'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import { columnWords } from '#shared/text/columns.ts'
import { historyWords } from '#shared/text/history.ts'
import { stateWords } from '#shared/text/states.ts'
import type { CellValue } from './cell.ts'
import type { ColumnField, JobColumn } from './column.ts'

/** Names that the person gave, by id. */
export interface ColumnNames {
  readonly workflow: (id: string, connectionId: string) => string | null
  readonly connection: (id: string) => string | null
}

/** Is this a column whose cells are asked for: facts, values of results, the name of the run? */
export const isAskedFor = (column: JobColumn): boolean =>
  column.kind === 'fact' || column.kind === 'path' || (column.kind === 'field' && column.field === 'run')

/**
 * What a job has in a column, for a file: states as queries name them, times as ISO texts, lengths in ms, sizes in bytes.
 * `asked` is the cell of a column that is asked for.
 */
export function readJobValue(job: Job, column: JobColumn, asked: CellValue, names: ColumnNames): CellValue {
  if (column.kind === 'label')
    return Object.hasOwn(job.labels, column.name) ? (job.labels[column.name] ?? null) : null
  return column.kind === 'field' ? readField(job, column.field, asked, names) : asked
}

function readField(job: Job, field: ColumnField, asked: CellValue, names: ColumnNames): CellValue {
  switch (field) {
    case 'state':
      return job.state
    case 'source':
      return sourceText(job.source)
    case 'workflow':
      return names.workflow(job.workflowId, job.connectionId) ?? job.workflowId
    case 'verdict':
      return job.verdict === 'none' ? null : job.verdict
    case 'result':
      return job.error === null ? toText(job.summary) : job.error.message
    case 'duration':
      return job.durationMs
    case 'started':
      return toTime(job.startedAt ?? job.sentAt)
    case 'kept':
      return job.body !== null
    case 'created':
      return toTime(job.createdAt)
    case 'ended':
      return toTime(job.endedAt)
    case 'connection':
      return names.connection(job.connectionId) ?? job.connectionId
    case 'run':
      return asked ?? job.runId
    case 'jobId':
      return job.remoteJobId
    case 'kind':
      return job.source.kind
    case 'size':
      return job.source.kind === 'file' ? (job.source.bytes ?? null) : null
    case 'resultSize':
      return job.body?.bytes ?? null
    case 'files':
      return job.files === null ? null : `${job.files.kept} / ${job.files.total}`
    case 'requests':
      return job.polls
    case 'tags':
      return toText(job.tags.join(', '))
    case 'note':
      return job.note
    default:
      return assertNever(field)
  }
}

/** A value as a spreadsheet shows it: in words, lengths in seconds. */
export function formatJobValue(value: CellValue, column: JobColumn): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? columnWords.yes : columnWords.no
  if (column.kind !== 'field') return String(value)
  if (column.field === 'duration' && typeof value === 'number') return String(value / 1000)
  return findWord(column.field, String(value)) ?? String(value)
}

function findWord(field: ColumnField, value: string): string | null {
  const words: Readonly<Record<string, string>> | null =
    field === 'state'
      ? stateWords
      : field === 'verdict'
        ? historyWords.verdicts
        : field === 'kind'
          ? historyWords.kinds
          : null
  return words !== null && Object.hasOwn(words, value) ? (words[value] ?? null) : null
}

const toText = (text: string): string | null => (text === '' ? null : text)
const toTime = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
