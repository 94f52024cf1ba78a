import type { HeldUpload } from '#main/storage/journal/journal.ts'

/** The jobs whose upload the person holds, as the journal has them. Their files wait until the person lets them go on. */
export class HeldUploads {
  readonly #runIdByJobId = new Map<string, string>()
  /** Jobs that were held or let go before those of an earlier process were read; null from then on. */
  #setBefore: Set<string> | null = new Set()

  /** Adds those that an earlier process left. What the person has changed meanwhile stands. */
  restore(found: readonly HeldUpload[]): void {
    const setBefore = this.#setBefore
    this.#setBefore = null
    for (const job of found) if (setBefore?.has(job.id) !== true) this.set(job, true)
  }

  set(job: HeldUpload, isHeld: boolean): void {
    this.#setBefore?.add(job.id)
    if (isHeld) this.#runIdByJobId.set(job.id, job.runId)
    else this.#runIdByJobId.delete(job.id)
  }

  has(jobId: string): boolean {
    return this.#runIdByJobId.has(jobId)
  }

  /** The ids of the jobs of a run. */
  listOfRun(runId: string): readonly string[] {
    return [...this.#runIdByJobId].filter(([, ofRun]) => ofRun === runId).map(([jobId]) => jobId)
  }

  removeRun(runId: string): void {
    for (const jobId of this.listOfRun(runId)) this.#runIdByJobId.delete(jobId)
  }
}
