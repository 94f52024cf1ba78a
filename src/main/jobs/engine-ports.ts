import type { Clock } from '#main/lib/clock.ts'
import type { Credentials } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'
import type { ConnectionLimits } from '#shared/model/connection.ts'
import type { RateStatus, Run, UploadProgress } from '#shared/model/run.ts'
import type { StoreOptions } from '#shared/model/upload.ts'
import type { Result } from '#shared/model/result.ts'
import type { Source } from '#shared/model/source.ts'

/** What the engine needs from the rest of main. */
export interface EnginePorts {
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly random: () => number
  /** A new time-ordered id. */
  readonly newId: () => string
  /** The credentials of a connection, or why there are none. */
  readonly credentials: (connectionId: string) => Promise<Result<Credentials>>
  /** Opens the ciphertext beside a sealed source; null when it cannot be opened any more. */
  readonly unseal: (ciphertext: Uint8Array) => Promise<Source | null>
  /** What the person allows a connection, and how uploads go: read for each decision, so that changes count at once. */
  readonly limits: (connectionId: string) => ConnectionLimits
  readonly uploadLimits: () => { readonly files: number; readonly parts: number }
  readonly store: (connectionId: string) => StoreOptions
  /** What a local file holds, by its content, else by its name. */
  readonly detectMimetype: (path: string) => Promise<string>
  /** Whether files that results link to are kept before the service drops them. */
  readonly keepOutputFiles: () => boolean
  /** Called with the rate status of a connection; the receiver batches. */
  readonly onRateStatus: (status: RateStatus) => void
  /** Called with the progress of the uploads of a run, at most ten times a second for each run. */
  readonly onUploads: (progress: UploadProgress) => void
  /** Called with every committed change of a job; the receiver batches. */
  readonly onJob: (job: Job) => void
  /** Called when jobs came or left, or more changed than are told one by one: lists are read again. */
  readonly onManyJobs?: () => void
  readonly onRun: (run: Run) => void
  /** Called with what the person should know and belongs to no job, such as a full disk. */
  readonly onNotice: (error: AppError) => void
}
