import type { SQLInputValue } from 'node:sqlite'
import type { AppError } from '#shared/errors/app-error.ts'
import { JOB_STATES, type Job, type JobPatch, type JobState, type Verdict } from '#shared/model/job.ts'
import type { Run, RunOptions, RunState, StateCounts, VerdictCounts } from '#shared/model/run.ts'
import { sourceText, type Source } from '#shared/model/source.ts'

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

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    runId: row.run_id,
    position: row.position,
    connectionId: row.connection_id,
    workflowId: row.workflow_id,
    source: JSON.parse(row.source) as Source,
    labels: JSON.parse(row.labels) as Record<string, string>,
    uploadId: row.upload_id,
    handle: row.handle,
    state: row.state,
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
    error: toError(row.error),
    verdict: row.verdict,
    summary: row.summary,
    body:
      row.body_bytes === null || row.body_sha256 === null
        ? null
        : { bytes: row.body_bytes, sha256: row.body_sha256 },
    files:
      row.files_kept === null || row.files_of === null ? null : { kept: row.files_kept, of: row.files_of },
    retryOf: row.retry_of,
    attached: row.attached === 1,
    watching: row.watching === 1,
    acknowledged: row.acknowledged === 1,
  }
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
  files: (files) => ({ files_kept: files?.kept ?? null, files_of: files?.of ?? null }),
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

/** The columns a patch writes: SQLite touches every index of a column that is named, so none beside. */
export function toPatchColumns(patch: JobPatch): Record<string, SQLInputValue> {
  const columns: Record<string, SQLInputValue> = {}
  const add = <K extends keyof Patched>(key: K, { [key]: value }: Pick<Patched, K>): void => {
    Object.assign(columns, PATCH_COLUMNS[key](value))
  }
  for (const key of Object.keys(patch) as (keyof Patched)[]) add(key, patch as Patched)
  return columns
}

/** What the run asks for, as text; null while a local file has no handle yet. */
export function toRequestedText(source: Source, handle: string | null): string | null {
  return handle ?? (source.kind === 'file' ? null : sourceText(source))
}

/**
 * What a search looks into beside the error, line by line: source, handle, job id, each label, summary. Every line but the
 * last ends with a line feed, and holds none of its own.
 */
export function toSearchText(
  job: Pick<Job, 'source' | 'handle' | 'remoteJobId' | 'labels'> & { readonly summary?: string },
): string {
  const lines = [
    sourceText(job.source),
    job.handle,
    job.remoteJobId,
    ...Object.values(job.labels),
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

/** Labels as a search compares them: pairs of name and value; null without labels. */
export function toLabelText(labels: Job['labels']): string | null {
  const pairs = Object.entries(labels).map((pair) => pair.map(foldForSearch))
  return pairs.length === 0 ? null : JSON.stringify(pairs)
}

/** Both sides of a search are folded alike, so that neither case nor a line feed matters, in any script. */
export const foldForSearch = (text: string): string => text.toLowerCase().replaceAll('\n', ' ')

export function toRun(row: RunRow): Run {
  const kept = JSON.parse(row.counts) as Partial<StateCounts>
  const verdicts = JSON.parse(row.verdicts) as Partial<VerdictCounts>
  const counts = Object.fromEntries(JOB_STATES.map((state) => [state, kept[state] ?? 0])) as StateCounts
  return {
    id: row.id,
    connectionId: row.connection_id,
    workflowId: row.workflow_id,
    name: row.name,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    state: row.state,
    pausedBy: toError(row.paused_by),
    options: JSON.parse(row.options) as RunOptions,
    retryOf: row.retry_of,
    total: JOB_STATES.reduce((sum, state) => sum + counts[state], 0),
    counts,
    verdicts: { flagged: verdicts.flagged ?? 0, clear: verdicts.clear ?? 0 },
    unwatched: row.unwatched,
    unanswered: row.unanswered,
  }
}

export const toError = (text: string | null): AppError | null =>
  text === null ? null : (JSON.parse(text) as AppError)

export const fromError = (error: AppError | null): string | null =>
  error === null ? null : JSON.stringify(error)
