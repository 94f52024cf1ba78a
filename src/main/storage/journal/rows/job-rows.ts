import type { SQLInputValue } from 'node:sqlite'
import type { AppError } from '#shared/errors/app-error.ts'
import { DEFAULT_TTL_MS } from '#shared/model/forgotten.ts'
import { JOB_STATES, type Job, type JobPatch, type JobState, type Verdict } from '#shared/model/job.ts'
import {
  DEFAULT_RUN_OPTIONS,
  type Run,
  type RunState,
  type StateCounts,
  type VerdictCounts,
} from '#shared/model/run.ts'
import { foldText } from '#shared/format/fold.ts'
import type { Labels } from '#shared/model/labels.ts'
import { sourceText, type NoSource, type Source, type StoredSource } from '#shared/model/source.ts'
import { appError } from '#shared/errors/catalogue.ts'
import {
  isError,
  isLabels,
  isRunOptions,
  isSource,
  isTexts,
  readColumn,
  readUnreadableSource,
  toBase64,
} from './read-columns.ts'

/** A row of `jobs` as SQLite gives it. */
export interface JobRow {
  readonly id: string
  readonly run_id: string
  readonly position: number
  readonly connection_id: string
  readonly workflow_id: string
  readonly source: string
  readonly labels: string
  readonly upload_id: string | null
  readonly handle: string | null
  readonly state: JobState
  readonly jobid: string | null
  readonly remote_status: string | null
  readonly created_at: number
  readonly sent_at: number | null
  readonly started_at: number | null
  readonly ended_at: number | null
  readonly duration_ms: number | null
  readonly polls: number
  readonly slow: number
  readonly forgotten_at: number | null
  readonly error: string | null
  readonly verdict: Verdict
  readonly summary: string
  readonly body_bytes: number | null
  readonly body_sha256: string | null
  readonly files_kept: number | null
  readonly files_of: number | null
  readonly retry_of: string | null
  readonly attached: number
  readonly watching: number
  readonly acknowledged: number
  readonly tags: string | null
  readonly note: string | null
  readonly asked: string | null
  readonly text: string
  readonly error_text: string | null
}

/** A row of `runs` with its counts as one JSON object. */
export interface RunRow {
  readonly id: string
  readonly connection_id: string
  readonly workflow_id: string
  readonly created_at: number
  readonly ended_at: number | null
  readonly state: RunState
  readonly paused_by: string | null
  readonly options: string
  readonly retry_of: string | null
  readonly name: string | null
  readonly counts: string
  readonly verdicts: string
  readonly unwatched: number
  readonly unanswered: number
}

/** The job of a row. Columns that cannot be read are replaced, and named in `damage`, so that a damaged row never fails a list. */
export function toJob(row: JobRow): Job {
  const damage: Record<string, string> = {}
  const source = withoutOwnId(row, readColumn(row.source, isSource) ?? noteUnreadableSource(row, damage))
  const labels = readColumn(row.labels, isLabels) ?? noteDamage('labels', row.labels, damage, {})
  const isKnownState = JOB_STATES.includes(row.state)
  const error =
    row.error === null
      ? null
      : (readColumn(row.error, isError) ??
        noteDamage('error', row.error, damage, appError('job.errorUnreadable')))
  const job: Job = {
    id: row.id,
    runId: row.run_id,
    position: row.position,
    connectionId: row.connection_id,
    workflowId: row.workflow_id,
    source,
    labels,
    uploadId: row.upload_id,
    handle: row.handle,
    // A state that cannot be read becomes `unknown`: the job may have started, and is never sent by itself.
    state: isKnownState ? row.state : noteDamage('state', row.state, damage, 'unknown'),
    remoteJobId: row.jobid,
    remoteStatus: row.remote_status,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    durationMs: row.duration_ms,
    polls: row.polls,
    slow: row.slow === 1,
    forgottenAt: row.forgotten_at,
    error: error ?? (source.kind === 'unreadable' ? appError('job.unreadable') : null),
    verdict: row.verdict,
    summary: row.summary,
    body:
      row.body_bytes === null || row.body_sha256 === null
        ? null
        : { bytes: row.body_bytes, sha256: row.body_sha256 },
    files:
      row.files_kept === null || row.files_of === null ? null : { kept: row.files_kept, total: row.files_of },
    retryOf: row.retry_of,
    attached: row.attached === 1,
    watching: row.watching === 1,
    acknowledged: row.acknowledged === 1,
    tags: readTagsColumn(row.tags),
    note: row.note,
  }
  return Object.keys(damage).length === 0 ? job : { ...job, damage }
}

/** Earlier versions wrote the id of an attached job in place of a source that the service did not tell. */
const withoutOwnId = ({ attached, jobid }: JobRow, source: StoredSource): StoredSource =>
  attached === 1 && source.kind === 'handle' && source.handle === jobid
    ? { kind: 'none', told: null }
    : source

function noteUnreadableSource(row: JobRow, damage: Record<string, string>): StoredSource {
  const { source, base64 } = readUnreadableSource(row.source)
  damage['source'] = base64
  return source
}

function noteDamage<T>(column: string, raw: unknown, damage: Record<string, string>, otherwise: T): T {
  damage[column] = toBase64(raw)
  return otherwise
}

type Columns = Readonly<Record<string, SQLInputValue>>
type Patched = Required<JobPatch>
type ColumnsOf = { readonly [K in keyof Patched]: (value: Patched[K]) => Columns }

/** The columns of each part of a patch; those of the search (`changedText`) go with them. */
const PATCH_COLUMNS: ColumnsOf = {
  uploadId: (id) => ({ upload_id: id }),
  // Only a local file gets one: then that is what the run asks for.
  handle: (handle) => ({ handle, asked: handle }),
  polls: (polls) => ({ polls }),
  slow: (slow) => ({ slow: Number(slow) }),
  files: (files) => ({ files_kept: files?.kept ?? null, files_of: files?.total ?? null }),
  remoteJobId: (jobid) => ({ jobid }),
  remoteStatus: (status) => ({ remote_status: status }),
  sentAt: (at) => ({ sent_at: at }),
  startedAt: (at) => ({ started_at: at }),
  endedAt: (at) => ({ ended_at: at }),
  durationMs: (ms) => ({ duration_ms: ms }),
  forgottenAt: (at) => ({ forgotten_at: at }),
  error: (error) => ({
    error: fromError(error),
    error_text: error === null ? null : toErrorText(error),
  }),
  verdict: (verdict) => ({ verdict }),
  summary: (summary) => ({ summary }),
  body: (body) => ({ body_bytes: body?.bytes ?? null, body_sha256: body?.sha256 ?? null }),
  attached: (attached) => ({ attached: Number(attached) }),
  watching: (watching) => ({ watching: Number(watching) }),
  acknowledged: (acknowledged) => ({ acknowledged: Number(acknowledged) }),
}

/** The tags of a row; none where they cannot be read. */
export const readTagsColumn = (tags: unknown): readonly string[] => readColumn(tags, isTexts) ?? []

/** The columns of the tags of a job. */
export const toTagColumns = (tags: readonly string[]) => ({
  tags: tags.length === 0 ? null : JSON.stringify(tags),
  tag_text: tags.length === 0 ? null : JSON.stringify(tags.map(foldForSearch)),
})

/** The columns a patch writes: SQLite touches every index of a column that is named, so none beside. */
export function toPatchColumns(patch: JobPatch): Record<string, SQLInputValue> {
  const columns: Record<string, SQLInputValue> = {}
  const add = <K extends keyof Patched>(key: K, { [key]: value }: Pick<Patched, K>): void => {
    Object.assign(columns, PATCH_COLUMNS[key](value))
  }
  for (const key of Object.keys(patch) as (keyof Patched)[]) add(key, patch as Patched)
  return columns
}

/** What the run asks for, as text; null while a local file has no handle yet, and where the source is not known. */
export function toRequestedText(source: Source | NoSource, handle: string | null): string | null {
  return handle ?? (source.kind === 'file' || source.kind === 'none' ? null : sourceText(source))
}

/**
 * What a search looks into beside the error, line by line: source, handle, job id, each label, summary. Every line but the
 * last ends with a line feed, and holds none of its own.
 */
export function toSearchText(
  job: Pick<Job, 'handle' | 'remoteJobId'> & {
    readonly source: Source | NoSource
    readonly summary?: string
  },
  rows: readonly Labels[],
): string {
  const lines = [
    sourceText(job.source),
    job.handle,
    job.remoteJobId,
    ...new Set(rows.flatMap((labels) => Object.values(labels))),
    job.summary,
  ]
  return lines.map((line) => foldForSearch(line ?? '')).join('\n')
}

/** What a search looks into of an error, line by line: sentence, HTTP status, correlation id, the service's words. */
const toErrorText = ({ message, status, correlationId, detail }: AppError): string =>
  [message, status, correlationId, detail].map((line) => foldForSearch(String(line ?? ''))).join('\n')

const HANDLE_LINE = 1
const JOBID_LINE = 2

/** Whether a patch changes what a search looks into. */
export const changesSearchText = ({ handle, remoteJobId, summary }: JobPatch): boolean =>
  handle !== undefined || remoteJobId !== undefined || summary !== undefined

/** A `searchText` with the lines that a patch changes. */
export function updateSearchText(text: string, { handle, remoteJobId, summary }: JobPatch): string {
  const lines = text.split('\n')
  if (handle !== undefined) lines[HANDLE_LINE] = foldForSearch(handle ?? '')
  if (remoteJobId !== undefined) lines[JOBID_LINE] = foldForSearch(remoteJobId ?? '')
  if (summary !== undefined) lines[lines.length - 1] = foldForSearch(summary)
  return lines.join('\n')
}

/** The labels of all rows of a job as a search compares them: pairs of name and value, each once; null without labels. */
export function toLabelText(rows: readonly Labels[]): string | null {
  const pairs = rows.flatMap((labels) =>
    Object.entries(labels).map((pair) => JSON.stringify(pair.map(foldForSearch))),
  )
  return pairs.length === 0 ? null : `[${[...new Set(pairs)].join()}]`
}

/** Both sides of a search are folded alike, so that neither case, nor the way an accent is written, nor a line feed matters, in any script. */
export const foldForSearch = (text: string): string => foldText(text).replaceAll('\n', ' ')

/** The run of a row. One whose options cannot be read is paused: it might send more than it was meant to. */
export function toRun(row: RunRow): Run {
  const kept = readColumn(row.counts, isCounts) ?? {}
  const verdicts = readColumn(row.verdicts, isVerdicts) ?? {}
  const counts = Object.fromEntries(JOB_STATES.map((state) => [state, kept[state] ?? 0])) as StateCounts
  const options = readColumn(row.options, isRunOptions)
  const isHeld = options === undefined && row.state === 'running'
  return {
    id: row.id,
    connectionId: row.connection_id,
    workflowId: row.workflow_id,
    name: row.name,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    state: isHeld ? 'paused' : row.state,
    pausedBy: isHeld ? appError('run.unreadable') : toError(row.paused_by),
    options: options ?? DEFAULT_RUN_OPTIONS,
    retryOf: row.retry_of,
    total: JOB_STATES.reduce((sum, state) => sum + counts[state], 0),
    counts,
    verdicts: { flagged: verdicts.flagged ?? 0, clear: verdicts.clear ?? 0 },
    unwatched: row.unwatched,
    unanswered: row.unanswered,
  }
}

const isCounts = (value: unknown): value is Partial<StateCounts> =>
  typeof value === 'object' && value !== null

const isVerdicts = (value: unknown): value is Partial<VerdictCounts> =>
  typeof value === 'object' && value !== null

/** The error of a column; one that cannot be read says so. */
export const toError = (text: string | null): AppError | null =>
  text === null ? null : (readColumn(text, isError) ?? appError('job.errorUnreadable'))

/** When the service may forget the result of a job that has started, as an expression: `findForgottenAt` of its row. */
export const FORGOTTEN_AT = `coalesce(forgotten_at, coalesce(started_at, created_at) + ${DEFAULT_TTL_MS})`

export const fromError = (error: AppError | null): string | null =>
  error === null ? null : JSON.stringify(error)
