import type { Job } from '#shared/model/job.ts'

/** The jobs whose upload the person holds; they go on at the next start. */
export class PausedUploads {
  readonly #runOf = new Map<string, string>()

  set(job: Pick<Job, 'id' | 'runId'>, held: boolean): void {
    if (held) this.#runOf.set(job.id, job.runId)
    else this.#runOf.delete(job.id)
  }

  has(jobId: string): boolean {
    return this.#runOf.has(jobId)
  }

  ofRun(runId: string): readonly string[] {
    return [...this.#runOf].filter(([, of]) => of === runId).map(([jobId]) => jobId)
  }

  forgetRun(runId: string): void {
    for (const jobId of this.ofRun(runId)) this.#runOf.delete(jobId)
  }
}
