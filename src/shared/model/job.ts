import type { AppError } from '#shared/errors/app-error.ts'
import type { StoredSource } from './source.ts'

/** States of a job; the transitions between them are in `job-state.ts` (the picture in docs/engine.md, nothing else). */
export const JOB_STATES = [
  'queued',
  'uploading',
  'ready',
  'sending',
  'started',
  'finished',
  'failed',
  'rejected',
  'unknown',
  'stopped',
  'expired',
] as const
export type JobState = (typeof JOB_STATES)[number]

/** *flagged*, *clear* or *none*, by the result's moderation-like tasks. */
export const VERDICTS = ['flagged', 'clear', 'none'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Where a result's bytes lie and what they are; the bytes themselves are never in the row. */
export interface BodyInfo {
  readonly bytes: number
  /** Lowercase hex SHA-256 of the raw body. */
  readonly sha256: string
}

/**
 * One workflow on one source: at most one accepted `run_workflow` request.
 * All times are Unix milliseconds of this machine unless said otherwise.
 */
export interface Job {
  /** Our own id, sortable by creation (time-ordered UUID). */
  readonly id: string
  readonly runId: string
  /** Place in the run's list, from 0. */
  readonly position: number
  readonly connectionId: string
  readonly workflowId: string
  readonly source: StoredSource
  /** Further columns of the list the source came from, in the order of its columns. */
  readonly labels: Readonly<Record<string, string>>
  /** The upload that brings the handle of a local file; null for every other source. */
  readonly uploadId: string | null
  /** What a local file became: runs go by it. Null for every other source, and until it is there. */
  readonly handle: string | null
  readonly state: JobState
  /** The service's job id, once it answered with one. */
  readonly remoteJobId: string | null
  /** The service's status word as received ("Started", "Finished", or one never seen). */
  readonly remoteStatus: string | null
  readonly createdAt: number
  /** When the intent to send was committed. */
  readonly sentAt: number | null
  /** When the answer with the job id was committed. */
  readonly startedAt: number | null
  /** When the job ended here (any end state). */
  readonly endedAt: number | null
  /** Length of the job in ms: server `updatedAt − createdAt`, else measured here. */
  readonly durationMs: number | null
  /** Status requests made for it. */
  readonly polls: number
  /** It runs much longer than usual: noticed and said once. */
  readonly slow: boolean
  /** When the service forgets the result; null while unknown. */
  readonly forgottenAt: number | null
  readonly error: AppError | null
  readonly verdict: Verdict
  /** The result in one sentence for the list; empty until there is one. */
  readonly summary: string
  readonly body: BodyInfo | null
  /** Output files of the result that are kept here, and how many there are; null until anybody looked. */
  readonly files: { readonly kept: number; readonly total: number } | null
  /** The job this one runs again. */
  readonly retryOf: string | null
  /** Found by its job id, not run from here. */
  readonly attached: boolean
  /** False: the person asked not to poll it any more (a flag of `started`). */
  readonly watching: boolean
  /** The person has seen a *may have started* and leaves it as it is. */
  readonly acknowledged: boolean
  /** Words that a person gave it, in the order they were given. */
  readonly tags: readonly string[]
  /** What a person wrote about it. */
  readonly note: string | null
  /** Only of a job whose row in the journal is damaged. */
  readonly damage?: RowDamage
}

/** The columns of a row that cannot be read, with their bytes as base64: an export gives them as they are. */
type RowDamage = Readonly<Record<string, string>>

/** Changes to a job's columns that go with a transition. */
export type JobPatch = Partial<
  Pick<
    Job,
    | 'uploadId'
    | 'handle'
    | 'polls'
    | 'slow'
    | 'files'
    | 'remoteJobId'
    | 'remoteStatus'
    | 'sentAt'
    | 'startedAt'
    | 'endedAt'
    | 'durationMs'
    | 'forgottenAt'
    | 'error'
    | 'verdict'
    | 'summary'
    | 'body'
    | 'attached'
    | 'watching'
    | 'acknowledged'
  >
>
