import type { Job } from '#shared/model/job.ts'

/** What the jobs of a shared upload get when they become `uploading`. */
export interface UploadingPatch {
  /** Null: the file cannot be read, there is no upload. */
  readonly uploadId: string | null
  /** Shown at the job while it is uploaded. */
  readonly note: Job['error']
}

interface Participant {
  readonly job: Job
  /** The job as it is `uploading`; null when it was stopped meanwhile, or when its file is not uploaded now. */
  readonly uploadingJob: Promise<Job | null>
}

/** A file that is being uploaded: for one job, or for several that want the same file at the same time. */
export class SharedUpload {
  readonly connectionId: string
  readonly path: string
  readonly jobs = new Map<string, Participant>()
  /** The runs of all jobs that ever joined, one entry for each job. */
  readonly runIds: string[] = []
  /** Runs of which a job came too late to join: they look at their jobs again when the upload is over. */
  readonly lateRunIds = new Set<string>()
  /** Bytes that the storage has confirmed, of `totalBytes`. */
  storedBytes = 0
  totalBytes = 0
  /** Of the confirmed bytes, those that an earlier try left. */
  keptBytes = 0
  readonly #cancellation = new AbortController()
  readonly #patch = Promise.withResolvers<UploadingPatch | null>()
  #acceptsJobs = true

  constructor(first: Job, path: string) {
    this.connectionId = first.connectionId
    this.path = path
  }

  get signal(): AbortSignal {
    return this.#cancellation.signal
  }

  /** True while another job may still join. */
  get canJoin(): boolean {
    return this.#acceptsJobs && !this.signal.aborted
  }

  /** All parts are at the storage, which puts them together. */
  get isMerging(): boolean {
    return this.totalBytes > 0 && this.storedBytes >= this.totalBytes
  }

  /** `markUploading` is called once it is known what is done for the file. */
  join(job: Job, markUploading: (patch: UploadingPatch) => Promise<Job | null>): void {
    const uploadingJob = this.#patch.promise.then((patch) => (patch === null ? null : markUploading(patch)))
    this.jobs.set(job.id, { job, uploadingJob })
    this.runIds.push(job.runId)
  }

  /** The job does not want the file any more. */
  removeJob(jobId: string): void {
    this.jobs.delete(jobId)
  }

  /** Moves the jobs to `uploading`, or (null) leaves them as they are. Resolves to how many were moved. */
  async start(patch: UploadingPatch | null): Promise<number> {
    this.#patch.resolve(patch)
    const jobs = await Promise.all([...this.jobs.values()].map(({ uploadingJob }) => uploadingJob))
    return jobs.filter((job) => job !== null).length
  }

  /** Nothing more of the file is sent. */
  cancel(): void {
    this.#cancellation.abort()
  }

  /** The upload has ended: a job that comes from now on is late. */
  closeToJobs(): void {
    this.#acceptsJobs = false
  }
}

/** Jobs whose key is the same share an upload. */
export const toUploadKey = (connectionId: string, path: string): string => `${connectionId}\n${path}`
