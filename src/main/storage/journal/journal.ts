import type { ReceivedBody } from '#main/lib/body-file.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { BodyInfo, Job, JobPatch, JobState } from '#shared/model/job.ts'
import type { Facets, NumberColumn, NumberFacet } from '#shared/model/facets.ts'
import type { CellRows, ColumnSort, JobColumn } from '#shared/model/columns/index.ts'
import type { JobPage } from '#shared/model/job-page.ts'
import type { Deletion } from '#shared/model/deletion.ts'
import type { Labels } from '#shared/model/labels.ts'
import type { ResolvedQuery } from '#shared/model/query/index.ts'
import type {
  BilledStarts,
  FailureCause,
  FailureGroup,
  Run,
  RunFigures,
  RunOptions,
  RunState,
} from '#shared/model/run.ts'
import type { NoSource, Source, StoredSource } from '#shared/model/source.ts'
import type { StoredPart, Upload } from '#shared/model/upload.ts'
import type { CommandAnswer, JournalCommand } from './journal-command.ts'

/** The state of a run whose jobs are still being written. No read shows such a run; it stays when the process is killed. */
export const PREPARING_STATE = 'preparing'

/** A command that creates runs: the id of the caller, and when, Unix ms. */
export interface CreationCommand {
  readonly id: string
  readonly at: number
}

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

/**
 * The single writer. Every promise resolves only after its change is durable (SQLite WAL, synchronous=FULL);
 * many changes share one transaction (group commit). A full disk or an unwritable file is a `JournalError`.
 */
export interface JournalWriter {
  /** One run; the id of the command is the run's. */
  createRun(run: NewRun): Promise<CommandAnswer>
  /**
   * Creates runs as one command: all of them are there, or none. Many jobs are written in slices, between which other
   * commits go on, and nobody sees the runs before the last one.
   */
  createRuns(command: CreationCommand, runs: readonly NewRun[]): Promise<CommandAnswer>
  /** Executes a command in one transaction; asked again under its id it answers as before and changes nothing. */
  execute(id: string, at: number, command: JournalCommand): Promise<CommandAnswer>
  /**
   * Resolves to false when nothing changed: the job was not in `from` any more, or another job of its connection has the
   * remote job id.
   */
  change(change: JobChange): Promise<boolean>
  changeRun(change: RunChange): Promise<void>
  /** The run is done, unless one of its jobs is still to come. Resolves to whether it is. */
  endRun(runId: string, at: number): Promise<boolean>
  /**
   * Moves the queued jobs of a run whose handle, URL or alias path is at hand to `ready`; files without a handle stay.
   * Resolves to how many moved.
   */
  markRemoteSourcesReady(runId: string): Promise<number>
  /**
   * Stores the raw body (byte for byte) and moves the job to its end state in one transaction; a body in a file becomes the
   * job's, and has to be one of this data folder (`createIncomingBodies`). Resolves to what was stored, or null when the job
   * was not in `from` any more.
   */
  archive(change: JobChange, body: ReceivedBody): Promise<BodyInfo | null>
  createUpload(upload: Upload): Promise<void>
  changeUpload(change: UploadChange): Promise<Upload | null>
  /** Adds a part that the storage confirmed. */
  addPart(uploadId: string, part: StoredPart): Promise<void>
  /** Removes the parts and the ticket of an upload, which then begins anew. */
  dropParts(uploadId: string): Promise<void>
  /** Puts other ciphertexts in the place of these rows; rows that are gone stay gone. */
  resealSources(rows: readonly SealedRow[]): Promise<void>
  /** Records an output file of the data folder (`toOutputFilePath`). */
  recordOutputFile(file: StoredOutputFile): Promise<void>
}

/** The disk or the file fails, for the writer or a reader. Where nothing can be written the engine must stop. */
export class JournalError extends Error {
  readonly error: AppError
  constructor(error: AppError) {
    super(error.message)
    this.error = error
  }
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

/** Read-only, in its own worker; never blocks the writer. */
export interface JournalReader {
  page(filter: JobFilter, before: string | null, limit: number): Promise<JobPage>
  /** The exact number. */
  count(filter: JobFilter): Promise<number>
  /**
   * Counts the values of the jobs of a filter for some ms. Asked again with the same id it goes on, until it says that it is done.
   */
  facets(id: string, filter: JobFilter): Promise<Facets>
  /** The same for a number that jobs have. */
  numbers(id: string, filter: JobFilter, column: NumberColumn): Promise<NumberFacet>
  /**
   * What these jobs have in columns of facts and paths; the others are null. Null as well as long as the files that hold
   * them are missing: they are made again in the background.
   */
  cells(jobIds: readonly string[], columns: readonly JobColumn[]): Promise<CellRows>
  job(id: string): Promise<Job | null>
  /** The newest job with this remote job id. */
  jobByRemoteJobId(connectionId: string, remoteJobId: string): Promise<Job | null>
  /** The ciphertext beside a sealed source. */
  sealed(jobId: string): Promise<Uint8Array | null>
  /** All ciphertexts of sources, in the order they were written or against it, beyond the row `after`. */
  sealedRows(first: 'newest' | 'oldest', after: number | null, limit: number): Promise<readonly SealedRow[]>
  /** Jobs in `state`, of one run where it is told, oldest first, after the cursor (an id). The engine's feed. */
  jobsInState(state: JobState, after: string | null, limit: number, runId?: string): Promise<readonly Job[]>
  run(id: string): Promise<Run | null>
  /** The answer to a command; null when it was not executed. */
  command(id: string): Promise<CommandAnswer | null>
  /** Runs that have a job which is waiting, being sent, or watched: whatever the state of the run says. Oldest first. */
  openRuns(connectionId?: string): Promise<readonly Run[]>
  /**
   * What became of jobs that were run again with a workflow, directly or by a rerun of their rerun; jobs that never were are
   * left out. What was run again with another workflow is other work.
   */
  rerunsOf(jobs: readonly RerunQuestion[]): Promise<readonly RerunOf[]>
  /** The first try of each of these jobs: itself, when it runs no other again. */
  firstTries(jobIds: readonly string[]): Promise<readonly FirstTry[]>
  /** Runs newest first. */
  runs(filter: RunFilter, limit: number): Promise<readonly Run[]>
  /** The newest finished job of the workflow on the connection for each of these texts (`finishedSources`). */
  finishedJobs(
    connectionId: string,
    workflowId: string,
    texts: readonly string[],
  ): Promise<readonly { readonly text: string; readonly jobId: string }[]>
  /** Rows of a run's list that its jobs do not tell by themselves, in its order. */
  knownRows(runId: string): Promise<readonly KnownRow[]>
  /** The rows that these jobs stand for in the lists of their own runs, in order; none for a job with a single row. */
  sharedRows(jobIds: readonly string[]): Promise<readonly KnownRow[]>
  /**
   * The jobs that hold the result of these jobs now: of a job and those that run it again with its workflow the newest that
   * finished, else the newest. In the order of the ids; null for a job that is not there.
   */
  latestResults(jobIds: readonly string[]): Promise<readonly (Job | null)[]>
  failures(runId: string): Promise<readonly FailureGroup[]>
  /** Durations in ms of finished jobs, newest first, at most `limit`. */
  durations(connectionId: string, workflowId: string, limit: number): Promise<readonly number[]>
  body(jobId: string): Promise<StoredBody | null>
  /** Names of the labels of a run's jobs, in the order of the sheet they came from. */
  labelNames(runId: string): Promise<readonly string[]>
  figures(runId: string): Promise<RunFigures>
  /** Accepted and possible starts of a connection on the local day and in the local month of `at` (Unix ms). */
  billedStarts(connectionId: string, at: number): Promise<BilledStarts>
  upload(id: string): Promise<Upload | null>
  /** Null for a run that uploads no file. */
  runFiles(runId: string): Promise<RunFiles | null>
  /** Parts of an upload by their number. */
  parts(uploadId: string): Promise<readonly StoredPart[]>
  /** Stored uploads of a connection with a good handle and one of these sizes, newest first. */
  storedOfSizes(connectionId: string, sizes: readonly number[]): Promise<readonly Upload[]>
  /** The newest unfinished upload of this file (by path and fingerprint) on a connection: its parts may be used. */
  resumable(connectionId: string, path: string): Promise<Upload | null>
  /**
   * Which of these have a finished job of the workflow on the connection: by what the run asked for (handle, URL text,
   * `src://…`, the handle of a file). Answers with the texts that have one.
   */
  finishedSources(
    connectionId: string,
    workflowId: string,
    texts: readonly string[],
  ): Promise<readonly string[]>
  /** Which of these have a job of the workflow on the connection that may have started; by the same texts. */
  unclearSources(
    connectionId: string,
    workflowId: string,
    texts: readonly string[],
  ): Promise<readonly string[]>
  /** Which of these have a job of the workflow on the connection that waits or runs; a file without a handle by its path. */
  openSources(connectionId: string, workflowId: string, texts: readonly string[]): Promise<readonly string[]>
  /** The jobs of all runs whose upload the person holds. */
  heldUploads(): Promise<readonly HeldUpload[]>
  /** The tags in use that begin so, the most used first; folded. */
  tagNames(
    beginning: string,
    limit: number,
  ): Promise<readonly { readonly name: string; readonly jobs: number }[]>
  /** What came of a deletion; null when there was none. */
  deletion(id: string): Promise<Deletion | null>
  /** The deletions that can be undone at `now` (Unix ms), newest first. */
  deletions(now: number, limit: number): Promise<readonly Deletion[]>
  /** The started jobs that a deletion no longer watches. */
  unwatchedByDeletion(deletionId: string): Promise<readonly string[]>
  /** What the deleted jobs of a run had spent. */
  deletedTally(runId: string): Promise<Tally>
  storedOutputFiles(jobId: string): Promise<readonly StoredOutputFile[]>
}

/** Sorted lists, read in a thread of their own: to sort a million jobs takes seconds, in which no other screen waits. */
export interface SortedLists {
  /** The filter has a sort. */
  readonly page: (filter: JobFilter, before: string | null, limit: number) => Promise<JobPage>
  /** Gives up what is being read; it rejects. */
  readonly cancel: () => void
  readonly close: () => Promise<void>
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

/** How far the opening of a journal is that has to be made anew first. */
export interface JournalProgress {
  /** An older journal is brought to the newest form, or what can be read of a damaged one is copied. */
  readonly kind: 'upgrade' | 'salvage'
  /** From 0 to 1. */
  readonly share: number
}

/** What opening the journal found (contract 7): shown to the person, never a reason not to start. */
export interface JournalNotice {
  readonly error: AppError
}

export interface Journal {
  readonly writer: JournalWriter
  readonly reader: JournalReader
  readonly notices: readonly JournalNotice[]
  /** True under a database of a newer app. */
  readonly readOnly: boolean
  close(): Promise<void>
}
