import { randomUUID } from 'node:crypto'
import type { Body } from './answer.ts'
import { finishedBody, unfinishedBody } from './job-body.ts'
import type { JobResults } from './job-results.ts'
import { RESULT_TTL_S, type JobTraits, type SandboxJob } from './job.ts'
import { seededRandom } from './random.ts'
import type { SampleWorkflow } from './workflows.ts'

/** A job as a state file keeps it; its workflow is found again by id. */
export type SavedJob = Omit<SandboxJob, 'definition'>

export interface JobsSetting {
  readonly seed: number
  readonly lengthFactor: number
  readonly workflows: readonly SampleWorkflow[]
  readonly results: JobResults
  /** Called before any answer names the job. */
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
    const lengthVariation = 0.8 + 0.4 * seededRandom(seed, workflow, source, 'length')()
    const endsAt = now + Math.max(1, Math.round(definition.lengthMs * lengthFactor * lengthVariation))
    const saved: SavedJob = { jobid: randomUUID(), workflow, source, createdAt: now, endsAt, traits }
    this.#setting.save(saved)
    const job = { ...saved, definition }
    this.#jobs.set(job.jobid, job)
    return job
  }

  /** Restores a job that an earlier process accepted. */
  restore(saved: SavedJob): void {
    const definition = this.#workflows.get(saved.workflow)
    if (definition !== undefined) this.#jobs.set(saved.jobid, { ...saved, definition })
  }

  /** Null for an unknown job, one that a fault lost, and one whose results are no longer kept. */
  find(jobid: string, now: number): SandboxJob | null {
    const job = this.#jobs.get(jobid)
    return job === undefined || job.traits.lost === true || now >= computeExpiryMs(job) ? null : job
  }

  /** The status answer at `now`. `unknownName`: while the job runs, its state has an undocumented name. */
  statusBody(job: SandboxJob, now: number, unknownName: boolean): Body {
    if (now >= job.endsAt) return finishedBody(job, this.#setting.results.complete(job))
    const partial = this.#setting.results.partial(job, now)
    return unfinishedBody(job, unknownName ? 'Reticulating' : 'Started', partial)
  }

  /** The final answer of a job, whether it has ended or not: it is decided from the start. */
  finalBody(jobid: string, now: number): Body | null {
    const job = this.find(jobid, now)
    return job === null ? null : finishedBody(job, this.#setting.results.complete(job))
  }

  /** A file that a finished job produced, by the last part of its URL, or null. */
  findFile(job: SandboxJob, hash: string, now: number): Uint8Array | null {
    return now < job.endsAt ? null : this.#setting.results.file(job, hash)
  }

  /** The picture of a handle. */
  createPicture(handle: string): Uint8Array {
    return this.#setting.results.picture(handle)
  }

  /** A Map keeps the order of starting, which is nearly the order of ending: it is enough to look at the first ones. */
  #dropExpired(now: number): void {
    for (const [jobid, job] of this.#jobs) {
      if (now < computeExpiryMs(job)) return
      this.#jobs.delete(jobid)
    }
  }
}

/** When the results of a job are no longer kept, Unix ms. */
export function computeExpiryMs(job: SavedJob): number {
  return job.endsAt + RESULT_TTL_S * 1000
}
