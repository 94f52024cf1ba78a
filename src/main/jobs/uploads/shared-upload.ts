import type { Job } from '#shared/model/job.ts'

/** What the take-up of a file came to, as far as its jobs go. */
export interface Entry {
  /** Null: the file cannot be had, there is no upload. */
  readonly uploadId: string | null
  /** Worth saying on the job while it is uploaded. */
  readonly note: Job['error']
}

interface Participant {
  readonly job: Job
  /** The job as it is `uploading`; null when it was taken out meanwhile, or the file was not taken up. */
  readonly entered: Promise<Job | null>
}

/** One file under way: for one job, or for several that want the same file at the same time. */
export class SharedUpload {
  readonly connectionId: string
  readonly path: string
  readonly jobs = new Map<string, Participant>()
  /** The runs of all jobs that ever shared it, one entry a job. */
  readonly runIds: string[] = []
  /** Runs whose job came too late to share this one: they look again when it is over. */
  readonly late = new Set<string>()
  /** Bytes the storage has confirmed, and of how many. */
  stored = 0
  size = 0
  /** Of the bytes confirmed, those an earlier try left. */
  kept = 0
  readonly #calledOff = new AbortController()
  readonly #begun = Promise.withResolvers<Entry | null>()
  #shared = true

  constructor(first: Job, path: string) {
    this.connectionId = first.connectionId
    this.path = path
  }

  get signal(): AbortSignal {
    return this.#calledOff.signal
  }

  /** Whether another job may still share it. */
  get open(): boolean {
    return this.#shared && !this.signal.aborted
  }

  /** All parts are there, the service puts them together: it needs no room any more. */
  get merging(): boolean {
    return this.size > 0 && this.stored >= this.size
  }

  /** `enter` moves the job once the file is taken up. */
  share(job: Job, enter: (entry: Entry) => Promise<Job | null>): void {
    const entered = this.#begun.promise.then((entry) => (entry === null ? null : enter(entry)))
    this.jobs.set(job.id, { job, entered })
    this.runIds.push(job.runId)
  }

  /** The job does not want it any more. */
  leave(jobId: string): void {
    this.jobs.delete(jobId)
  }

  /** The file is taken up, or (null) it is not: its jobs stay as they are. Resolves to how many came in. */
  async begin(entry: Entry | null): Promise<number> {
    this.#begun.resolve(entry)
    const entered = await Promise.all([...this.jobs.values()].map((sharer) => sharer.entered))
    return entered.filter((job) => job !== null).length
  }

  /** Nothing more of it travels. */
  callOff(): void {
    this.#calledOff.abort()
  }

  /** It has ended: whoever comes from now on is late. */
  close(): void {
    this.#shared = false
  }
}

/** Jobs of one connection that want the same file share its upload. */
export const keyOf = (connectionId: string, path: string): string => `${connectionId}\n${path}`
