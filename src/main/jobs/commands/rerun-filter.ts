import { isRunnableSource } from '#shared/model/source.ts'
import type { JournalReader, RerunOf } from '#main/storage/journal/journal.ts'
import type { RerunRequest } from '#main/jobs/engine.ts'
import { isOpen } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { findOtherJobs, type OtherJobs } from './find-other-jobs.ts'

/** What the selected jobs come to. */
interface SortedJobs {
  /** Those that are run again. */
  readonly included: readonly Job[]
  /** What became of those that were run again before and are finished or under way: left out unless asked for. */
  readonly reruns: readonly RerunOf[]
  /** Other jobs of the sources of the rest. Those of which one is done elsewhere are left out unless asked for. */
  readonly others: OtherJobs
}

/** Decides which of the selected jobs a rerun sends, page by page; of jobs that are tries of the same, it sends one. */
export class RerunFilter {
  readonly #reader: JournalReader
  readonly #request: Omit<RerunRequest, 'from'>
  /** The tries that were met before, by the first of them and the workflow. */
  readonly #met = new Set<string>()

  constructor(reader: JournalReader, request: Omit<RerunRequest, 'from'>) {
    this.#reader = reader
    this.#request = request
  }

  async sortOut(jobs: readonly Job[]): Promise<SortedJobs> {
    const { workflowId, includeRerun = false, includeElsewhere = false } = this.#request
    const possible = jobs.filter((job) => this.#mayBeIncluded(job))
    const reruns = await this.#findReruns(possible)
    const rest = possible.filter(({ id }) => includeRerun || !reruns.has(id))
    const { unclear, elsewhere: all } = await findOtherJobs(this.#reader, rest, workflowId)
    // A rerun of a job is also another job of its source: who asks for those that were run again knows of it.
    const elsewhere = new Set([...all].filter((id) => !reruns.has(id)))
    const wanted = rest.filter(({ id }) => includeElsewhere || !elsewhere.has(id))
    return {
      included: await this.#takeFirstTries(wanted),
      reruns: [...reruns.values()],
      others: { unclear, elsewhere },
    }
  }

  /** Jobs that wait or run are never run again, a *may have started* only when the person asks for it. */
  #mayBeIncluded({ state, source }: Job): boolean {
    const { includeUnknown } = this.#request
    return !isOpen(state) && isRunnableSource(source) && (state !== 'unknown' || includeUnknown)
  }

  /** Reruns, with the workflow that is wanted now, that have finished or may still finish. */
  async #findReruns(jobs: readonly Job[]): Promise<ReadonlyMap<string, RerunOf>> {
    const questions = jobs.map((job) => ({ jobId: job.id, workflowId: this.#toWorkflowId(job) }))
    const reruns = await this.#reader.rerunsOf(questions)
    return new Map(
      reruns.flatMap((rerun) => (rerun.state === 'ended' ? [] : [[rerun.jobId, rerun] as const])),
    )
  }

  /** A failed job and its failed rerun are about the same source: where both are selected, it is sent once. */
  async #takeFirstTries(jobs: readonly Job[]): Promise<readonly Job[]> {
    const firstTries = await this.#reader.firstTries(jobs.map(({ id }) => id))
    const firstIds = new Map(firstTries.map(({ jobId, firstId }) => [jobId, firstId]))
    return jobs.filter((job) => {
      const key = `${firstIds.get(job.id) ?? job.id}\n${this.#toWorkflowId(job)}`
      if (this.#met.has(key)) return false
      this.#met.add(key)
      return true
    })
  }

  readonly #toWorkflowId = (job: Job): string => this.#request.workflowId ?? job.workflowId
}
