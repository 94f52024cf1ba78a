import type { Job, JobState } from '#shared/model/job.ts'
import type { Run, RunOptions } from '#shared/model/run.ts'

/**
 * A command of a person that the journal executes in one transaction, other than creating runs. Which jobs it moves is
 * decided in the writer, by the rows at that moment.
 */
export type JournalCommand =
  | { readonly kind: 'pauseRun'; readonly runId: string }
  /** The run becomes `stopping`, and each of its waiting jobs is stopped. */
  | { readonly kind: 'stopRun'; readonly runId: string }
  /** Null removes the name. */
  | { readonly kind: 'nameRun'; readonly runId: string; readonly name: string | null }
  | ResumeRunCommand
  /** Stops one waiting job. Continuing its run does not send it. */
  | { readonly kind: 'stopJob'; readonly jobId: string }
  /** A failed upload, or a job stopped before it was sent, waits again, and its run goes on unless it is paused. */
  | { readonly kind: 'requeueJob'; readonly jobId: string }
  | { readonly kind: 'attach'; readonly jobId: string; readonly remoteJobId: string }
  | { readonly kind: 'acknowledge'; readonly jobId: string }
  /** The person leaves all jobs of a run that may have started as they are. */
  | { readonly kind: 'acknowledgeAll'; readonly runId: string }
  | { readonly kind: 'watch'; readonly jobId: string; readonly watching: boolean }
  | LookAgainCommand
  | { readonly kind: 'hold'; readonly jobId: string; readonly held: boolean }
  | TagJobsCommand
  | { readonly kind: 'noteJobs'; readonly jobIds: readonly string[]; readonly note: string | null }
  | DeleteJobsCommand
  | { readonly kind: 'restoreJobs'; readonly deletionId: string }

/** Resumes the run. Its jobs in `states` wait again, except those that the person stopped, or that were run again meanwhile. */
export interface ResumeRunCommand {
  readonly kind: 'resumeRun'
  readonly runId: string
  readonly states: readonly JobState[]
  /** Jobs whose upload failed wait again, too. */
  readonly retriesUploads: boolean
  readonly options: RunOptions
}

/** The expired ones among these jobs are polled again, and their runs are open again. Others stay as they are. */
export interface LookAgainCommand {
  readonly kind: 'lookAgain'
  readonly runs: readonly { readonly runId: string; readonly jobIds: readonly string[] }[]
}

/** Adds tags to jobs, and takes tags from them; upper and lower case are alike. */
export interface TagJobsCommand {
  readonly kind: 'tagJobs'
  readonly jobIds: readonly string[]
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/**
 * Deletes the ended ones among these jobs; started ones are only no longer watched, since their ids would be lost. Others stay as
 * they are. The deletion has the id of the command (`Deletion`).
 */
export interface DeleteJobsCommand {
  readonly kind: 'deleteJobs'
  readonly jobIds: readonly string[]
}

/** A command on each of several jobs, one step a job. */
export type SteppedCommand = Extract<
  JournalCommand,
  { readonly kind: 'lookAgain' | 'tagJobs' | 'noteJobs' | 'deleteJobs' | 'restoreJobs' }
>

/**
 * Why a command changed nothing. `taken`: another job of the connection has this remote job id. `sentElsewhere`: the job was run
 * again, and that one is sent. `removed`: deleted jobs cannot be restored any more.
 */
export type CommandRefusal =
  | { readonly why: 'runMissing' | 'jobMissing' | 'taken' | 'sentElsewhere' | 'removed' }
  | { readonly why: 'notAllowed'; readonly state: JobState }

/** What a command answered. Asked again under the same id, it answers with the same runs and job, as they are now. */
export type CommandAnswer = DoneCommand | { readonly kind: 'refused'; readonly refusal: CommandRefusal }

export interface DoneCommand {
  readonly kind: 'done'
  readonly runs: readonly Run[]
  /** The job of a command on one job. */
  readonly job: Job | null
  /** How many jobs a command on several jobs was about; null for every other one. */
  readonly jobCount: number | null
  /** True when it had been executed before, so that nothing was changed now. */
  readonly isRepeated: boolean
}

/** The answer to a command, as its row keeps it. */
export type CommandRecord =
  | { readonly runs: readonly string[]; readonly job: string | null; readonly jobCount?: number }
  | { readonly refusal: CommandRefusal }
