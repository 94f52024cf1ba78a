import type { Job } from '#shared/model/job.ts'

/** The jobs whose upload the person holds. It goes on when it is released, or at the next start. */
export class HeldUploads {
  readonly #runIdByJobId = new Map<string, string>()

  set(job: Pick<Job, 'id' | 'runId'>, isHeld: boolean): void {
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
