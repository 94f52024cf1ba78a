import { randomUUID } from 'node:crypto'
import type { Body } from './answer.ts'
import { finishedBody, unfinishedBody } from './job-body.ts'
import type { JobResults } from './job-results.ts'
import { TTL, type JobTraits, type SandboxJob } from './job.ts'
import { seededRandom } from './random.ts'
import type { SampleWorkflow } from './workflows.ts'

/** A job as a state file keeps it; its workflow is found again by id. */
export type SavedJob = Omit<SandboxJob, 'definition'>

export interface JobsSetting {
  readonly seed: number
  readonly lengthFactor: number
  readonly workflows: readonly SampleWorkflow[]
  readonly results: JobResults
  /** Called before a job is told to anybody. */
  readonly save: (job: SavedJob) => void
}

/** The accepted jobs whose results are still kept. */
export class Jobs {
  readonly #setting: JobsSetting
  readonly #workflows: ReadonlyMap<string, SampleWorkflow>
  readonly #jobs = new Map<string, SandboxJob>()

  constructor(setting: JobsSetting) {
    this.#setting = setting
    this.#workflows = new Map(setting.workflows.map((workflow) => [workflow.id, workflow]))
  }

  /** Starts a job; null when no workflow has this id. */
  start(workflow: string, source: string, traits: JobTraits, now: number): SandboxJob | null {
    const definition = this.#workflows.get(workflow)
    if (definition === undefined) return null
    this.#dropExpired(now)
    const { seed, lengthFactor } = this.#setting
    const spread = 0.8 + 0.4 * seededRandom(seed, workflow, source, 'length')()
    const endsAt = now + Math.max(1, Math.round(definition.lengthMs * lengthFactor * spread))
    const saved: SavedJob = { jobid: randomUUID(), workflow, source, createdAt: now, endsAt, traits }
    this.#setting.save(saved)
    const job = { ...saved, definition }
    this.#jobs.set(job.jobid, job)
    return job
  }

  /** Takes back a job that an earlier process accepted. */
  restore(saved: SavedJob): void {
    const definition = this.#workflows.get(saved.workflow)
    if (definition !== undefined) this.#jobs.set(saved.jobid, { ...saved, definition })
  }

  /** Null for a job that never was, was lost by a fault, or whose results are no longer kept. */
  find(jobid: string, now: number): SandboxJob | null {
    const job = this.#jobs.get(jobid)
    return job === undefined || job.traits.lost === true || now >= expiryOf(job) ? null : job
  }

  /** The status answer at `now`. `unknownName`: while running, under a name nobody documented. */
  statusBody(job: SandboxJob, now: number, unknownName: boolean): Body {
    if (now >= job.endsAt) return finishedBody(job, this.#setting.results.of(job))
    const partial = this.#setting.results.partial(job, now)
    return unfinishedBody(job, unknownName ? 'Reticulating' : 'Started', partial)
  }

  /** The final answer of a job, whether it has ended or not: it is settled from the start. */
  finalBody(jobid: string, now: number): Body | null {
    const job = this.find(jobid, now)
    return job === null ? null : finishedBody(job, this.#setting.results.of(job))
  }

  /** A file that a finished job produced, by the last part of its URL, or null. */
  fileOf(job: SandboxJob, hash: string, now: number): Uint8Array | null {
    return now < job.endsAt ? null : this.#setting.results.file(job, hash)
  }

  /** The picture that stands for a handle. */
  pictureOf(handle: string): Uint8Array {
    return this.#setting.results.picture(handle)
  }

  /** Map order is the order of starting, near enough to that of ending: looking at the first is enough. */
  #dropExpired(now: number): void {
    for (const [jobid, job] of this.#jobs) {
      if (now < expiryOf(job)) return
      this.#jobs.delete(jobid)
    }
  }
}

/** When the results of a job are no longer kept, Unix ms. */
export function expiryOf(job: SavedJob): number {
  return job.endsAt + TTL * 1000
}
