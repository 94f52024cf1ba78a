import type { AppError } from '#shared/errors/app-error.ts'
import type { BodyInfo, Job, JobPatch, JobState } from '#shared/model/job.ts'
import type { ColumnSort } from '#shared/model/columns/index.ts'
import type { Labels } from '#shared/model/labels.ts'
import type { ResolvedQuery } from '#shared/model/query/index.ts'
import type { FailureCause, RunOptions, RunState } from '#shared/model/run.ts'
import type { NoSource, Source, StoredSource } from '#shared/model/source.ts'
import type { Upload } from '#shared/model/upload.ts'

/** A job as it is first written: everything else has its initial value. */
export interface NewJob extends Pick<
  Job,
  'id' | 'position' | 'labels' | 'state' | 'retryOf' | 'attached' | 'remoteJobId' | 'handle'
> {
  /** None only for an attached job. */
  readonly source: Source | NoSource
  /** The labels of each row, when the job is the job of several rows: a search finds it by each of them. */
  readonly rowLabels?: readonly Labels[]
  /** The ciphertext of the full source, when `source` is shortened (sealed). */
  readonly sealed: Uint8Array | null
}

export interface NewRun {
  readonly id: string
  readonly connectionId: string
  readonly workflowId: string
  readonly createdAt: number
  readonly options: RunOptions
  readonly retryOf: string | null
  readonly name: string | null
  /** Rows of the list that need more than a job of their own. */
  readonly knownRows?: readonly KnownRow[]
  /** The content of a `PackedList` is moved, not copied: the list is empty afterwards. */
  readonly jobs: Iterable<NewJob>
}

/**
 * A row of a run's list that the list of its jobs does not show: its result was known before, or one job of the run is
 * the job of several rows (then each of these rows is here, also the one at the place of the job).
 */
export interface KnownRow {
  /** Place in the list, which the jobs of the run share. */
  readonly position: number
  readonly source: StoredSource
  readonly labels: Labels
  /** The job that holds its result. */
  readonly jobId: string
}

/** Which runs a list shows. */
export interface RunFilter {
  readonly connectionId?: string
  readonly states?: readonly RunState[]
  /** Only those older than this run, by its id. */
  readonly before?: string
}

/** One change of one job, applied only if the job is still in `from` (compare and set). */
export interface JobChange {
  readonly id: string
  readonly from: JobState
  readonly to: JobState
  readonly patch: JobPatch
}

export interface RunChange {
  readonly id: string
  readonly state: RunState
  readonly pausedBy: AppError | null
  readonly endedAt: number | null
  /** Left out: they stay as they are. */
  readonly options?: RunOptions
}

/** A new state of an upload; what is left out stays. */
export type UploadChange = Pick<Upload, 'id'> &
  Partial<
    Pick<
      Upload,
      | 'state'
      | 'ticket'
      | 'partSize'
      | 'fingerprint'
      | 'sha256'
      | 'handle'
      | 'goneAt'
      | 'error'
      | 'endedAt'
      | 'store'
      | 'mimetype'
    >
  >

/**
 * The files that a run uploads, all together: not those whose handle was known from the start (`handle` without
 * `uploadId`), nor those stopped without a handle. A file's bytes: by its source, else by its upload's fingerprint, else 0.
 */
export interface RunFiles {
  readonly total: number
  /** With a handle. */
  readonly stored: number
  /** `failed` without a handle. */
  readonly failed: number
  readonly bytes: {
    readonly total: number
    /** Of the files with a handle. */
    readonly stored: number
    /** Of the parts kept of the files that are `queued` or `uploading`. */
    readonly parts: number
  }
}

/** A job whose upload the person holds. */
export interface HeldUpload {
  readonly id: string
  readonly runId: string
}

/** An output file that is kept here. */
export interface StoredOutputFile {
  readonly jobId: string
  /** RFC 6901 pointer to its value in the result. */
  readonly pointer: string
  readonly bytes: number
  /** Lowercase hex SHA-256. */
  readonly sha256: string
  readonly mimetype: string
}

/** A job that finished or failed, as the figures of its workflow need it. */
export interface EndedJob {
  readonly id: string
  readonly state: 'finished' | 'failed'
  readonly durationMs: number | null
  readonly endedAt: number | null
  /** The size of its result; null without one. */
  readonly bodyBytes: number | null
}

/** Which jobs a list shows. */
export interface JobFilter {
  readonly connectionId?: string
  readonly workflowId?: string
  readonly runId?: string
  readonly states?: readonly JobState[]
  /** The error's code and sentence, as `failures` groups by them. */
  readonly cause?: FailureCause
  /** Words to be found in source, labels, handle, job id, summary or error. */
  readonly text?: string
  /** Narrows the rest. */
  readonly query?: ResolvedQuery
  /** Newest first by default. `list` is the order of the list, in which the cursor goes forward. */
  readonly order?: 'newest' | 'list'
  /** Goes before `order`. The cursor of a page is then one that a page gave. */
  readonly sort?: JobSort
}

/** By which column jobs are sorted. */
export interface JobSort extends ColumnSort {
  /** How workflows and connections are called, by their ids, where these are sorted by. */
  readonly names?: Readonly<Record<string, string>>
}

/** A job, and the workflow with which it would be run again. */
export interface RerunQuestion {
  readonly jobId: string
  readonly workflowId: string
}

/** The job that was made first of those that run each other again. */
export interface FirstTry {
  readonly jobId: string
  readonly firstId: string
}

/** What became of a job that was run again. */
export interface RerunOf {
  readonly jobId: string
  /** The best of its reruns: one that finished, else one that is under way or may have started, else one that did neither. */
  readonly state: 'finished' | 'underWay' | 'ended'
  /** That one, its run, and when it was created. */
  readonly rerunJobId: string
  readonly runId: string
  readonly createdAt: number
}

/** What jobs have spent: starts that are billed, or may be, and refusals. */
export interface Tally {
  readonly starts: number
  readonly refused: number
}

/** The ciphertext of a source, by its place among them. */
export interface SealedRow {
  readonly row: number
  readonly ciphertext: Uint8Array
}

/** A kept result: small ones in the database, over 256 kB a file. Open it as a stream of bytes. */
export type StoredBody =
  | { readonly kind: 'inline'; readonly info: BodyInfo; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly info: BodyInfo; readonly path: string }
