import type { HttpOutcome, Transport } from '#main/filestack/transport.ts'
import type { Clock } from '#main/lib/clock.ts'

export interface ServiceOptions {
  readonly clock: Clock
  /** How long a new job of the workflow runs, ms. */
  readonly durationMsOf: (workflowId: string) => number
  /** From a request to its answer, ms. */
  readonly latencyMs: number
  /** Requests in each window of `windowMs`, with or without rate headers; null for no limit. */
  readonly limit: {
    readonly requests: number | ((elapsedMs: number) => number)
    readonly windowMs: number
    readonly headers: boolean
  } | null
  /** How far its clock is ahead of the client's, ms. */
  readonly skewMs?: number
  /** This share of the requests is refused at random, with a pause of a second. */
  readonly refusals?: { readonly share: number; readonly random: () => number }
}

/** A job as the service knows it; `polls` counts the requests for its status. */
export interface SimulatedJob {
  readonly workflowId: string
  readonly startedAt: number
  readonly durationMs: number
  polls: number
  /** When an answer first said that it has ended; null until then. */
  foundAt: number | null
}

/** A Filestack without a wire, on the clock of a test: hours of it take seconds. Every job ends well. */
export class SimulatedService implements Transport {
  readonly #options: ServiceOptions
  readonly jobs = new Map<string, SimulatedJob>()
  /** All requests; those refused by the limit; and, of all, those inside a window that an answer had said is closed. */
  readonly counts = { requests: 0, refused: 0, early: 0 }
  #window = -1
  #usedInWindow = 0
  #closedUntil = 0
  readonly #begun: number

  constructor(options: ServiceOptions) {
    this.#options = options
    this.#begun = this.#now()
  }

  async send({ url }: { readonly url: string }): Promise<HttpOutcome> {
    const { latencyMs } = this.#options
    await this.#sleep(latencyMs / 2)
    const { allowed, headers } = this.#isRefusedAtRandom()
      ? { allowed: false, headers: { 'retry-after': '1' } as Record<string, string> }
      : this.#admit()
    const date = new Date(this.#now()).toUTCString()
    const answer = allowed ? this.#answer(url) : { error: 'Too many requests' }
    await this.#sleep(latencyMs / 2)
    if (headers['filestack-remaining'] === '0')
      this.#closedUntil = Math.max(this.#closedUntil, Number(headers['filestack-reset']) * 1000)
    const body = Buffer.from(JSON.stringify(answer))
    return { kind: 'answer', status: allowed ? 200 : 429, headers: { date, ...headers }, body, broken: null }
  }

  #isRefusedAtRandom(): boolean {
    const { refusals } = this.#options
    if (refusals === undefined || refusals.random() >= refusals.share) return false
    this.counts.requests += 1
    this.counts.refused += 1
    return true
  }

  /** By its own clock. */
  #now(): number {
    return this.#options.clock.now() + (this.#options.skewMs ?? 0)
  }

  async close(): Promise<void> {}

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#options.clock.after(ms, resolve))
  }

  #admit(): { readonly allowed: boolean; readonly headers: Record<string, string> } {
    const now = this.#now()
    this.counts.requests += 1
    if (now < this.#closedUntil) this.counts.early += 1
    const { limit } = this.#options
    if (limit === null) return { allowed: true, headers: {} }
    const window = Math.floor(now / limit.windowMs)
    const requests = typeof limit.requests === 'number' ? limit.requests : limit.requests(now - this.#begun)
    if (window !== this.#window) this.#usedInWindow = 0
    this.#window = window
    this.#usedInWindow += 1
    const allowed = this.#usedInWindow <= requests
    if (!allowed) this.counts.refused += 1
    const rateHeaders = {
      'filestack-limit': String(requests),
      'filestack-remaining': String(Math.max(0, requests - this.#usedInWindow)),
      'filestack-reset': String(((window + 1) * limit.windowMs) / 1000),
    }
    return { allowed, headers: limit.headers ? rateHeaders : {} }
  }

  #answer(url: string): object {
    const now = this.#now()
    const workflowId = /run_workflow=id:([^/]+)/.exec(url)?.[1]
    if (workflowId !== undefined) {
      const jobid = `simulated-${String(this.jobs.size)}`
      const durationMs = this.#options.durationMsOf(workflowId)
      this.jobs.set(jobid, { workflowId, startedAt: now, durationMs, polls: 0, foundAt: null })
      return { jobid, status: 'Started', createdAt: iso(now), updatedAt: iso(now), workflow: workflowId }
    }
    const jobid = /job_id:([\w-]+)/.exec(url)?.[1] ?? ''
    const job = this.jobs.get(jobid)
    if (job === undefined) return { error: 'no such job' }
    job.polls += 1
    const end = job.startedAt + job.durationMs
    const common = { jobid, createdAt: iso(job.startedAt), workflow: job.workflowId }
    if (now < end) return { ...common, status: 'Started', updatedAt: iso(job.startedAt) }
    job.foundAt ??= now
    return { ...common, status: 'Finished', updatedAt: iso(end), results: {}, ttl: 172_800 }
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
