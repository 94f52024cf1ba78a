import type { Endpoint } from './fault-kinds.ts'

/** One request as the server saw it. Policies and signatures are taken out of `path`. */
export interface LedgerEntry {
  /** Counts from 1 over all requests ever seen. */
  readonly number: number
  /** Unix ms on the sandbox's clock. */
  readonly time: number
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
  readonly bytes: number | null
  readonly sha256: string | null
}

export interface StartedJob {
  readonly jobid: string
  readonly workflow: string
  readonly source: string
}

/** An accepted run: the request that started a job. */
export interface RunEntry extends LedgerEntry, StartedJob {
  readonly accepted: true
  readonly jobid: string
  readonly workflow: string
  readonly source: string
}

/**
 * Every accepted run, for ever; of the other requests the latest `limit`, so that a sandbox may run for weeks.
 * Runs started by an upload count as runs, with endpoint `upload-complete`.
 */
export class Ledger {
  readonly #limit: number
  readonly #runs: RunEntry[] = []
  #requests: LedgerEntry[] = []
  #seen = 0

  constructor(limit = 400_000) {
    this.#limit = limit
  }

  /** Requests ever seen, kept or not. */
  get seen(): number {
    return this.#seen
  }

  /** `started`: the jobs this request started; one for a run, any number for an upload that names workflows. */
  record(entry: Omit<LedgerEntry, 'number'>, started: readonly StartedJob[]): void {
    const numbered: LedgerEntry = { number: ++this.#seen, ...entry }
    this.#requests.push(numbered)
    for (const job of started) this.#runs.push({ ...numbered, ...job, accepted: true })
    // Dropped in blocks: one by one would shift the whole array each time.
    if (this.#requests.length > this.#limit * 1.25) this.#requests = this.#requests.slice(-this.#limit)
  }

  /** Accepted runs, oldest first. */
  runs(): readonly RunEntry[] {
    return this.#runs
  }

  /** Requests kept, oldest first; `upload` means all four steps. */
  requests(endpoint?: LedgerEntry['endpoint'] | 'upload'): readonly LedgerEntry[] {
    if (endpoint === undefined) return this.#requests
    return this.#requests.filter(
      (entry) =>
        entry.endpoint === endpoint || (endpoint === 'upload' && entry.endpoint.startsWith('upload-')),
    )
  }
}
