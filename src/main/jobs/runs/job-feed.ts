import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { Job, JobState } from '#shared/model/job.ts'

const PAGE_ROWS = 200

/**
 * The ready jobs of one run (or those in another state) in their order, read from the journal page by page. A job may come twice after a rewind:
 * whoever sends it moves it by compare and set.
 */
export class JobFeed {
  readonly #reader: JournalReader
  readonly #runId: string
  readonly #state: JobState
  #jobs: Job[] = []
  #after: string | null = null
  #exhausted = false
  /** Jobs came that are not at hand, maybe before the place it has read to. */
  #behind = false
  #filling: Promise<void> | null = null
  #generation = 0

  constructor(reader: JournalReader, runId: string, state: JobState = 'ready') {
    this.#reader = reader
    this.#runId = runId
    this.#state = state
  }

  /** The next job at hand, or null: then `fill` first, unless it is `exhausted`. */
  next(): Job | null {
    return this.#jobs.shift() ?? null
  }

  get isExhausted(): boolean {
    return this.#exhausted && !this.#behind && this.#jobs.length === 0
  }

  /** True when the next page should be on its way. */
  get isLow(): boolean {
    return (!this.#exhausted || this.#behind) && this.#filling === null && this.#jobs.length < PAGE_ROWS / 2
  }

  /** Takes a job back to the front: it is ready again. */
  putBack(job: Job): void {
    this.#jobs.unshift(job)
  }

  /** A job came into the state: it is at hand, or found again when those at hand are gone. */
  add(job: Job): void {
    // An older copy would be sent with the handle that it had.
    this.#jobs = this.#jobs.filter(({ id }) => id !== job.id)
    if (this.#jobs.length < PAGE_ROWS) this.#jobs.push(job)
    else this.#behind = true
  }

  /** Begins again at the first ready job. */
  rewind(): void {
    this.#generation += 1
    this.#jobs = []
    this.#after = null
    this.#exhausted = false
    this.#behind = false
    this.#filling = null
  }

  fill(): Promise<void> {
    this.#filling ??= this.#fill(this.#generation)
    return this.#filling
  }

  async #fill(generation: number): Promise<void> {
    try {
      const page = await this.#reader.inState(this.#state, this.#after, PAGE_ROWS, this.#runId)
      if (generation !== this.#generation) return
      this.#jobs.push(...page)
      this.#after = page.at(-1)?.id ?? this.#after
      this.#exhausted = page.length < PAGE_ROWS && !this.#behind
      // Once more from the beginning, for those that came meanwhile.
      if (page.length < PAGE_ROWS && this.#behind) {
        this.#after = null
        this.#behind = false
      }
    } finally {
      if (generation === this.#generation) this.#filling = null
    }
  }
}
