import type { Endpoint } from './fault-kinds.ts'

/** One request as the server saw it. Policies and signatures are taken out of `path`. */
export interface LedgerEntry {
  /** Counts from 1 over all requests. */
  readonly number: number
  /** Unix ms on the sandbox's clock. */
  readonly at: number
  readonly method: string
  /** `connection`: dropped before anything was read. */
  readonly endpoint: Endpoint | 'connection'
  readonly path: string
  /** The request was carried out: for a run, its job was started. */
  readonly accepted: boolean
  readonly jobid: string | null
  readonly workflow: string | null
  readonly source: string | null
  /** Number of its connection, and which request on it this was, both from 1. */
  readonly connection: number
  readonly nth: number
  /** The HTTP status sent; null when the connection was cut instead. */
  readonly status: number | null
  readonly fault: string | null
  /** Why it was refused, more exactly than the answer says. */
  readonly reason: string | null
  /** It came inside a rate window that an earlier answer had called closed. */
  readonly early: boolean
}

/** A job that a request started. */
export interface StartedJob {
  readonly jobid: string
  readonly workflow: string
  readonly source: string
}

/** An accepted run: the request that started a job. `at` in Unix ms. */
export interface RunEntry extends StartedJob {
  readonly at: number
  /** `upload-complete` for the workflows an upload names. */
  readonly endpoint: LedgerEntry['endpoint']
}

/** A file whose upload was completed. */
export interface UploadEntry {
  readonly handle: string
  readonly filename: string
  readonly size: number
  /** Lowercase hex, over the whole file. */
  readonly sha256: string
  readonly at: number
}

/** Keeps every accepted run and upload and all counts, but only the latest `limit` requests: a sandbox may run for weeks. */
export class Ledger {
  readonly #limit: number
  readonly #runs: RunEntry[] = []
  readonly #uploads: UploadEntry[] = []
  readonly #counts: Partial<Record<LedgerEntry['endpoint'], number>> = {}
  #requests: LedgerEntry[] = []
  #seen = 0
  #violations = 0

  constructor(limit = 50_000) {
    this.#limit = limit
  }

  /** `started`: the jobs this request started; one for a run, any number for an upload that names workflows. */
  record(entry: Omit<LedgerEntry, 'number'>, started: readonly StartedJob[] = []): void {
    const { at, endpoint } = entry
    this.#requests.push({ number: ++this.#seen, ...entry })
    this.#counts[endpoint] = (this.#counts[endpoint] ?? 0) + 1
    if (entry.early) this.#violations++
    for (const { jobid, workflow, source } of started)
      this.#runs.push({ jobid, workflow, source, at, endpoint })
    // Removed in blocks: removing one at a time would shift the whole array each time.
    if (this.#requests.length > this.#limit * 1.25) this.#requests = this.#requests.slice(-this.#limit)
  }

  recordUpload(entry: UploadEntry): void {
    this.#uploads.push(entry)
  }

  /** Accepted runs, oldest first. */
  runs(): readonly RunEntry[] {
    return this.#runs
  }

  /** Uploads that were completed, oldest first. */
  uploads(): readonly UploadEntry[] {
    return this.#uploads
  }

  /** Requests kept, oldest first; `upload` means all four steps. */
  requests(endpoint?: LedgerEntry['endpoint'] | 'upload'): readonly LedgerEntry[] {
    if (endpoint === undefined) return this.#requests
    return this.#requests.filter(
      (entry) =>
        entry.endpoint === endpoint || (endpoint === 'upload' && entry.endpoint.startsWith('upload-')),
    )
  }

  /** All requests by endpoint, kept or not. */
  counts(): Readonly<Partial<Record<LedgerEntry['endpoint'], number>>> {
    return this.#counts
  }

  /** All requests, kept or not. */
  get seen(): number {
    return this.#seen
  }

  /** Requests that came inside a rate window that an earlier answer had called closed. */
  get violations(): number {
    return this.#violations
  }
}
