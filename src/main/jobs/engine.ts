import type { JobFilter, KnownRow } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { RerunPreview } from '#shared/model/rerun.ts'
import type { AttachReport } from '#shared/model/attach-report.ts'
import type { LookAgainReport } from '#shared/model/look-again.ts'
import type { Labels } from '#shared/model/labels.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import type { RateStatus, Run, RunOptions, UploadProgress } from '#shared/model/run.ts'
import type { Source } from '#shared/model/source.ts'

/** A row of a list whose source another row names already: the job of that row stands for it. */
export interface DuplicateRow {
  /** Its place in the list. */
  readonly position: number
  /** The place of the job that stands for it. */
  readonly jobPosition: number
  readonly labels: Labels
}

export interface RequestedJob {
  readonly source: Source
  readonly sealed: Uint8Array | null
  readonly labels?: Labels
  readonly retryOf?: string | null
  /** A local file whose bytes are there already: it is not uploaded. */
  readonly handle?: string | null
  /** Its place in the list, where rows of the list are not run. */
  readonly position?: number
}

export interface RunRequest {
  readonly connectionId: string
  readonly workflowId: string
  /** An array, or a `PackedList` where there may be a million. */
  readonly jobs: Iterable<RequestedJob> & { readonly length: number }
  readonly options?: RunOptions
  readonly retryOf?: string | null
  /** Of the sheet or folder that the sources came from. */
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
  /** Another workflow than theirs; null for their own. */
  readonly workflowId: string | null
  readonly includeUnknown: boolean
  /** Also those that a rerun has finished already, or that are on their way in one. */
  readonly includeRerun?: boolean
}

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
  /** Heals a *may have started* by the job id that was found, and an expired job by its own. */
  attach(jobId: string, remoteJobId: string, commandId?: string): Promise<Result<Job>>
  /** Null takes the name away. */
  nameRun(runId: string, name: string | null, commandId?: string): Promise<Result<Run>>
  /** Heals those *may have started* of a run that these ids belong to: the service tells the source of each. */
  attachUnknown(
    runId: string,
    remoteJobIds: readonly string[],
    commandId?: string,
  ): Promise<Result<AttachReport>>
  /** Leaves every *may have started* of a run as it is. */
  leaveUnknown(runId: string, commandId?: string): Promise<Result<Run>>
  /** Sends what was stopped before it was sent, and nothing else. */
  sendStopped(runId: string, commandId?: string): Promise<Result<Run>>
  /** Watches a job that was started elsewhere: a run of one, attached by its id, as the service tells of it. */
  attachNew(connectionId: string, remoteJobId: string, commandId?: string): Promise<Result<Job>>
  acknowledge(jobId: string, commandId?: string): Promise<Result<Job>>
  rerunJob(jobId: string, commandId?: string): Promise<Result<Job>>
  /** Polls an expired job again: what the service said of it may have been a mistake. */
  lookAgain(jobId: string, commandId?: string): Promise<Result<Job>>
  /** The same for all expired jobs among these; of a run, for all that it has. */
  lookAgainAll(from: RerunRequest['from'], commandId?: string): Promise<Result<LookAgainReport>>
  setWatching(jobId: string, watching: boolean, commandId?: string): Promise<Result<Job>>
  /** A failed upload, or a job stopped before it was sent, waits again; its parts are kept. */
  requeueJob(jobId: string, commandId?: string): Promise<Result<Job>>
  /** Takes one waiting or uploading job out. */
  stopJob(jobId: string, commandId?: string): Promise<Result<Job>>
  /** Holds the upload of one file, or lets it go on. */
  setUploadPaused(jobId: string, held: boolean, commandId?: string): Promise<Result<Job>>
  /** Makes a run for each connection and workflow among the jobs, each job with `retryOf`; all of them, or none. */
  rerun(request: RerunRequest, commandId?: string): Promise<Result<readonly Run[]>>
  rerunPreview(request: RerunRequest): Promise<Result<RerunPreview>>
  /** How each connection's requests go now. */
  rateStatuses(): readonly RateStatus[]
  /** How the uploads of a run stand; null for a run without files. */
  uploadProgress(runId: string): Promise<UploadProgress | null>
  /** Sleep, wake, offline, online: stops and restarts polling without a burst. */
  setOnline(online: boolean): void
  /** Sends nothing new, waits for the requests under way (at most `graceMs`), then resolves. */
  close(graceMs: number): Promise<void>
}
