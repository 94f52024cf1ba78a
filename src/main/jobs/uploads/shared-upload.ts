import type { Job } from '#shared/model/job.ts'

/** What the take-up of a file came to, as far as its jobs go. */
export interface UploadingPatch {
  /** Null: the file cannot be had, there is no upload. */
  readonly uploadId: string | null
  /** Worth saying on the job while it is uploaded. */
  readonly note: Job['error']
}

interface Participant {
  readonly job: Job
  /** The job as it is `uploading`; null when it was taken out meanwhile, or the file was not taken up. */
  readonly uploadingJob: Promise<Job | null>
}

/** One file under way: for one job, or for several that want the same file at the same time. */
export class SharedUpload {
  readonly connectionId: string
  readonly path: string
  readonly jobs = new Map<string, Participant>()
  /** The runs of all jobs that ever shared it, one entry a job. */
  readonly runIds: string[] = []
  /** Runs whose job came too late to share this one: they look again when it is over. */
  readonly lateRunIds = new Set<string>()
  /** Bytes the storage has confirmed, and of how many. */
  storedBytes = 0
  totalBytes = 0
  /** Of the bytes confirmed, those an earlier try left. */
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

  /** Whether another job may still share it. */
  get isOpen(): boolean {
    return this.#acceptsJobs && !this.signal.aborted
  }

  /** All parts are there, the service puts them together: it needs no room any more. */
  get isMerging(): boolean {
    return this.totalBytes > 0 && this.storedBytes >= this.totalBytes
  }

  /** `enter` moves the job once the file is taken up. */
  join(job: Job, enter: (entry: UploadingPatch) => Promise<Job | null>): void {
    const uploadingJob = this.#patch.promise.then((entry) => (entry === null ? null : enter(entry)))
    this.jobs.set(job.id, { job, uploadingJob })
    this.runIds.push(job.runId)
  }

  /** The job does not want it any more. */
  removeJob(jobId: string): void {
    this.jobs.delete(jobId)
  }

  /** The file is taken up, or (null) it is not: its jobs stay as they are. Resolves to how many came in. */
  async start(entry: UploadingPatch | null): Promise<number> {
    this.#patch.resolve(entry)
    const entered = await Promise.all([...this.jobs.values()].map((sharer) => sharer.uploadingJob))
    return entered.filter((job) => job !== null).length
  }

  /** Nothing more of it travels. */
  cancel(): void {
    this.#cancellation.abort()
  }

  /** It has ended: whoever comes from now on is late. */
  closeToJobs(): void {
    this.#acceptsJobs = false
  }
}

/** Jobs of one connection that want the same file share its upload. */
export const toUploadKey = (connectionId: string, path: string): string => `${connectionId}\n${path}`
