import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { Job, JobState } from '#shared/model/job.ts'

const PAGE_ROWS = 200

/**
 * The ready jobs of one run (or those in another state) in their order, read from the journal page by page. A job may
 * come twice after a rewind: whoever sends it moves it by compare and set.
 */
export class JobFeed {
  readonly #reader: JournalReader
  readonly #runId: string
  readonly #state: JobState
  #jobs: Job[] = []
  #afterId: string | null = null
  #isExhausted = false
  /** True when jobs were added that are not in memory, perhaps before the place that has been read. */
  #isBehind = false
  #fillUnderWay: Promise<void> | null = null
  #generation = 0

  constructor(reader: JournalReader, runId: string, state: JobState = 'ready') {
    this.#reader = reader
    this.#runId = runId
    this.#state = state
  }

  /** The next job in memory, or null: then `fill` first, unless the feed is exhausted. */
  next(): Job | null {
    return this.#jobs.shift() ?? null
  }

  /** No job is left in the state. */
  get isExhausted(): boolean {
    return this.#isExhausted && !this.#isBehind && this.#jobs.length === 0
  }

  /** Whether the next page should be read now. */
  get isLow(): boolean {
    return (
      (!this.#isExhausted || this.#isBehind) &&
      this.#fillUnderWay === null &&
      this.#jobs.length < PAGE_ROWS / 2
    )
  }

  /** Puts a job at the front: it is ready again. */
  putBack(job: Job): void {
    this.#jobs.unshift(job)
  }

  /** A job entered the state: it is kept in memory, or read after those in memory. */
  add(job: Job): void {
    // An older copy would be sent with its old handle.
    this.#jobs = this.#jobs.filter(({ id }) => id !== job.id)
    if (this.#jobs.length < PAGE_ROWS) this.#jobs.push(job)
    else this.#isBehind = true
  }

  /** Begins again at the first ready job. */
  rewind(): void {
    this.#generation += 1
    this.#jobs = []
    this.#afterId = null
    this.#isExhausted = false
    this.#isBehind = false
    this.#fillUnderWay = null
  }

  /** Reads the next page. */
  fill(): Promise<void> {
    this.#fillUnderWay ??= this.#fill(this.#generation)
    return this.#fillUnderWay
  }

  async #fill(generation: number): Promise<void> {
    try {
      const page = await this.#reader.jobsInState(this.#state, this.#afterId, PAGE_ROWS, this.#runId)
      if (generation !== this.#generation) return
      this.#jobs.push(...page)
      this.#afterId = page.at(-1)?.id ?? this.#afterId
      this.#isExhausted = page.length < PAGE_ROWS && !this.#isBehind
      // Read again from the beginning, for the jobs that were added in the meantime.
      if (page.length < PAGE_ROWS && this.#isBehind) {
        this.#afterId = null
        this.#isBehind = false
      }
    } finally {
      if (generation === this.#generation) this.#fillUnderWay = null
    }
  }
}
