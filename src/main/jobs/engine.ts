import type { JobFilter, KnownRow } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { RerunPreview } from '#shared/model/rerun.ts'
import type { AttachReport } from '#shared/model/attach-report.ts'
import type { LookAgainReport } from '#shared/model/look-again.ts'
import type { Deletion } from '#shared/model/deletion.ts'
import type { Labels } from '#shared/model/labels.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import type { RateStatus, Run, RunOptions, UploadProgress } from '#shared/model/run.ts'
import type { Source } from '#shared/model/source.ts'

/** A row of a list with the source of an earlier row: the job of that row is its job, too. */
export interface DuplicateRow {
  /** Its place in the list. */
  readonly position: number
  /** The place of that job. */
  readonly jobPosition: number
  readonly labels: Labels
}

export interface RequestedJob {
  readonly source: Source
  readonly sealed: Uint8Array | null
  readonly labels?: Labels
  readonly retryOf?: string | null
  /** The handle of a local file that was uploaded before: it is not uploaded again. */
  readonly handle?: string | null
  /** Its place in the list, needed when some rows of the list are not run. */
  readonly position?: number
}

export interface RunRequest {
  readonly connectionId: string
  readonly workflowId: string
  /** An array, or a `PackedList` where there may be a million. */
  readonly jobs: Iterable<RequestedJob> & { readonly length: number }
  readonly options?: RunOptions
  readonly retryOf?: string | null
  /** The name of the sheet or folder that the sources came from. */
  readonly name?: string | null
  readonly knownRows?: readonly KnownRow[]
  readonly duplicateRows?: Iterable<DuplicateRow>
}

/** Which jobs are run again: the input of `runs.rerun`, its query parsed and its names resolved. */
export interface RerunRequest {
  readonly from:
    | { readonly kind: 'jobs'; readonly jobIds: readonly string[] }
    | {
        readonly kind: 'run'
        readonly runId: string
        readonly cause: Pick<AppError, 'code' | 'message'> | null
      }
    | { readonly kind: 'filter'; readonly filter: JobFilter }
  /** Another workflow; null for the workflow of each job. */
  readonly workflowId: string | null
  readonly includeUnknown: boolean
  /** Includes jobs that a rerun has finished, or that are in a rerun under way. */
  readonly includeRerun?: boolean
  /** Includes jobs whose source another job has done since, or has on its way. */
  readonly includeElsewhere?: boolean
  /** No more jobs than these: the number that the person was told. */
  readonly most?: number
}

/** Which jobs something is done with; no more than `most`, the number that the person was told. */
export type JobSelection = Pick<RerunRequest, 'from' | 'most'>

export interface ResumeReport {
  readonly waiting: number
  readonly continuing: boolean
  readonly watching: number
}

/**
 * The engine as boot, the IPC handlers and the CLI use it. Every command is one transaction (contract 11); with the
 * `commandId` of an earlier call it answers as that one did, and changes nothing.
 */
export interface Engine {
  /**
   * Restart (contract 2): `sending` becomes `unknown`, `started` is polled, waiting jobs by the setting. With `only` the
   * runs and jobs of other connections stay as they are, for who holds their credentials.
   */
  start(resumeWaiting: 'auto' | 'ask' | 'continue' | 'leave', only?: string): Promise<ResumeReport>
  createRun(request: RunRequest, commandId?: string): Promise<Result<Run>>
  pause(runId: string, commandId?: string): Promise<Result<Run>>
  resume(runId: string, commandId?: string): Promise<Result<Run>>
  stop(runId: string, commandId?: string): Promise<Result<Run>>
  /** Gives a job that may have started the remote job id that was found; an expired job is looked at again by its own. */
  attach(jobId: string, remoteJobId: string, commandId?: string): Promise<Result<Job>>
  /** Null removes the name. */
  nameRun(runId: string, name: string | null, commandId?: string): Promise<Result<Run>>
  /** Gives these ids to the jobs of a run that may have started, by the source that the service names for each id. */
  attachUnknown(
    runId: string,
    remoteJobIds: readonly string[],
    commandId?: string,
  ): Promise<Result<AttachReport>>
  /** Leaves all jobs of a run that may have started as they are. */
  acknowledgeUnknown(runId: string, commandId?: string): Promise<Result<Run>>
  /** Sends the jobs that were stopped before they were sent, and no others. */
  sendStopped(runId: string, commandId?: string): Promise<Result<Run>>
  /** Watches a job that was started elsewhere: makes a run of one job, attached by its id, with what the service says of it. */
  attachNew(connectionId: string, remoteJobId: string, commandId?: string): Promise<Result<Job>>
  acknowledge(jobId: string, commandId?: string): Promise<Result<Job>>
  rerunJob(jobId: string, commandId?: string): Promise<Result<Job>>
  /** Polls an expired job again: what the service said of it may have been a mistake. */
  lookAgain(jobId: string, commandId?: string): Promise<Result<Job>>
  /** The same for all expired jobs among these; of a run, for all that it has. */
  lookAgainAll(from: RerunRequest['from'], commandId?: string): Promise<Result<LookAgainReport>>
  setWatching(jobId: string, watching: boolean, commandId?: string): Promise<Result<Job>>
  /** Puts a job whose upload failed, or that was stopped before it was sent, back in the queue; uploaded parts are kept. */
  requeueJob(jobId: string, commandId?: string): Promise<Result<Job>>
  /** Stops one waiting or uploading job. */
  stopJob(jobId: string, commandId?: string): Promise<Result<Job>>
  /** Holds the upload of one file, or lets it go on. */
  setUploadHeld(jobId: string, held: boolean, commandId?: string): Promise<Result<Job>>
  /** Makes a run for each connection and workflow among the jobs, each job with `retryOf`; all of them, or none. */
  rerun(request: RerunRequest, commandId?: string): Promise<Result<readonly Run[]>>
  rerunPreview(request: RerunRequest): Promise<Result<RerunPreview>>
  /** Adds tags to jobs, and takes some away. Resolves to how many jobs it was about. */
  tagJobs(
    selection: JobSelection,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
    commandId?: string,
  ): Promise<Result<number>>
  /** Null removes the note. */
  noteJobs(selection: JobSelection, note: string | null, commandId?: string): Promise<Result<number>>
  /** Deletes the ended ones of these jobs; started ones are no longer watched. */
  deleteJobs(selection: JobSelection, commandId?: string): Promise<Result<Deletion>>
  /** Brings back what a deletion removed. */
  restoreJobs(deletionId: string, commandId?: string): Promise<Result<number>>
  /** Jobs whose produced files are to be kept and are not here yet, and when the service deletes the first; null: none. */
  unkeptFiles(): { readonly jobs: number; readonly until: number } | null
  /**
   * Opens an output file of this connection for a person who waits for it, in turn with the other requests. The bytes throw when
   * they do not come whole.
   */
  openOutputFile(
    connectionId: string,
    url: string,
    signal: AbortSignal,
  ): Promise<Result<AsyncIterable<Uint8Array>>>
  /** Fetches the output files of jobs that finished before the setting was on. */
  keepMissingFiles(): void
  /** The rate status of each connection. */
  rateStatuses(): readonly RateStatus[]
  /** The progress of the uploads of a run; null for a run without files. */
  uploadProgress(runId: string): Promise<UploadProgress | null>
  /** Sleep, wake, offline, online: stops and restarts polling without a burst. */
  setOnline(online: boolean): void
  /** Sends nothing new, waits for the requests under way (at most `graceMs`), then resolves. */
  close(graceMs: number): Promise<void>
}
