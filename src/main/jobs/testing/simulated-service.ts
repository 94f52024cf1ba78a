import type { HttpOutcome, Transport } from '#main/filestack/http.ts'
import type { Clock } from '#main/lib/clock.ts'

export interface ServiceOptions {
  readonly clock: Clock
  /** How long a new job of the workflow runs, ms. */
  readonly lengthOf: (workflowId: string) => number
  /** From a request to its answer, ms. */
  readonly latencyMs: number
  /** Requests in each window of `windowMs`, with or without rate headers; null for no limit. */
  readonly limit: { readonly requests: number; readonly windowMs: number; readonly headers: boolean } | null
}

/** A job as the service knows it; `polls` counts the requests for its status. */
export interface SimulatedJob {
  readonly workflowId: string
  readonly begun: number
  readonly length: number
  polls: number
  /** When its end was told first; null until then. */
  foundAt: number | null
}

/** A Filestack without a wire, on the clock of a test: hours of it take seconds. Every job ends well. */
export class SimulatedService implements Transport {
  readonly #options: ServiceOptions
  readonly jobs = new Map<string, SimulatedJob>()
  /** All requests, those refused by the limit, and of these and the others the ones inside a window told closed. */
  readonly counts = { requests: 0, refused: 0, early: 0 }
  #window = -1
  #used = 0
  #closedUntil = 0

  constructor(options: ServiceOptions) {
    this.#options = options
  }

  async send({ url }: { readonly url: string }): Promise<HttpOutcome> {
    const { latencyMs } = this.#options
    await this.#pass(latencyMs / 2)
    const { allowed, headers } = this.#enter()
    const answer = allowed ? this.#answer(url) : { error: 'Too many requests' }
    await this.#pass(latencyMs / 2)
    if (headers['filestack-remaining'] === '0')
      this.#closedUntil = Math.max(this.#closedUntil, Number(headers['filestack-reset']) * 1000)
    const body = Buffer.from(JSON.stringify(answer))
    return { kind: 'answer', status: allowed ? 200 : 429, headers, body, broken: null }
  }

  async close(): Promise<void> {}

  #pass(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#options.clock.after(ms, resolve))
  }

  #enter(): { readonly allowed: boolean; readonly headers: Record<string, string> } {
    const now = this.#options.clock.now()
    this.counts.requests += 1
    if (now < this.#closedUntil) this.counts.early += 1
    const { limit } = this.#options
    if (limit === null) return { allowed: true, headers: {} }
    const window = Math.floor(now / limit.windowMs)
    if (window !== this.#window) this.#used = 0
    this.#window = window
    this.#used += 1
    const allowed = this.#used <= limit.requests
    if (!allowed) this.counts.refused += 1
    const told = {
      'filestack-limit': String(limit.requests),
      'filestack-remaining': String(Math.max(0, limit.requests - this.#used)),
      'filestack-reset': String(((window + 1) * limit.windowMs) / 1000),
    }
    return { allowed, headers: limit.headers ? told : {} }
  }

  #answer(url: string): object {
    const now = this.#options.clock.now()
    const workflowId = /run_workflow=id:([^/]+)/.exec(url)?.[1]
    if (workflowId !== undefined) {
      const jobid = `simulated-${String(this.jobs.size)}`
      const length = this.#options.lengthOf(workflowId)
      this.jobs.set(jobid, { workflowId, begun: now, length, polls: 0, foundAt: null })
      return { jobid, status: 'Started', createdAt: iso(now), updatedAt: iso(now), workflow: workflowId }
    }
    const jobid = /job_id:([\w-]+)/.exec(url)?.[1] ?? ''
    const job = this.jobs.get(jobid)
    if (job === undefined) return { error: 'no such job' }
    job.polls += 1
    const end = job.begun + job.length
    const common = { jobid, createdAt: iso(job.begun), workflow: job.workflowId }
    if (now < end) return { ...common, status: 'Started', updatedAt: iso(job.begun) }
    job.foundAt ??= now
    return { ...common, status: 'Finished', updatedAt: iso(end), results: {}, ttl: 172_800 }
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
