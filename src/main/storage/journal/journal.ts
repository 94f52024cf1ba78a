import type { ReceivedBody } from '#main/lib/body-file.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { BodyInfo, Job, JobState } from '#shared/model/job.ts'
import type { Facets, NumberColumn, NumberFacet } from '#shared/model/facets.ts'
import type { CellRows, JobColumn } from '#shared/model/columns/index.ts'
import type { PathName } from '#shared/model/json-path/index.ts'
import type { JobPage } from '#shared/model/job-page.ts'
import type { Deletion } from '#shared/model/deletion.ts'
import type { BilledStarts, FailureGroup, Run, RunFigures } from '#shared/model/run.ts'
import type { StoredPart, Upload } from '#shared/model/upload.ts'
import type { CompactReport } from './compact-journal.ts'
import type { CommandAnswer, JournalCommand } from './journal-command.ts'
import type { UnkeptResults } from './reads/keeping-reads.ts'
import type {
  NewRun,
  KnownRow,
  RunFilter,
  JobChange,
  RunChange,
  UploadChange,
  RunFiles,
  HeldUpload,
  StoredOutputFile,
  JobFilter,
  RerunQuestion,
  FirstTry,
  RerunOf,
  Tally,
  SealedRow,
  StoredBody,
  EndedJob,
} from './journal-records.ts'

export type * from './journal-records.ts'

/** The state of a run whose jobs are still being written. No read shows such a run; it stays when the process is killed. */
export const PREPARING_STATE = 'preparing'

/** A command that creates runs: the id of the caller, and when, Unix ms. */
export interface CreationCommand {
  readonly id: string
  readonly at: number
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
  /** Gives what the file does not use back to the disk. Nothing else is written meanwhile. */
  compact(): Promise<CompactReport>
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

/** Read-only, in its own worker; never blocks the writer. */
export interface JournalReader {
  page(filter: JobFilter, before: string | null, limit: number): Promise<JobPage>
  /**
   * The cursor behind the first `rows` of a list, with which a page begins at that place; behind the last one where there are fewer,
   * null for none. It keeps an order of all jobs in memory (`SortedLists`).
   */
  seek(filter: JobFilter, rows: number): Promise<string | null>
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
  /** The jobs of a workflow that finished or failed, newest first, at most `limit`. */
  endedOfWorkflow(connectionId: string, workflowId: string, limit: number): Promise<readonly EndedJob[]>
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
  /** The JSON paths of values in the newest results that begin so, those that most of them have first. */
  pathNames(beginning: string, limit: number): Promise<readonly PathName[]>
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
  /** How large the file is, and how much of it holds nothing, in bytes. */
  fileSpace(): Promise<{ readonly bytes: number; readonly free: number }>
  /** Of jobs that have started, those whose result the service still has at `now` (Unix ms). */
  unkeptResults(now: number): Promise<UnkeptResults>
}

/** Sorted lists, read in a thread of their own: to sort a million jobs takes seconds, in which no other screen waits. */
export interface SortedLists {
  /** The filter has a sort. */
  readonly page: JournalReader['page']
  /** Of any list. */
  readonly seek: JournalReader['seek']
  /** Gives up what is being read; it rejects. */
  readonly cancel: () => void
  readonly close: () => Promise<void>
}

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
