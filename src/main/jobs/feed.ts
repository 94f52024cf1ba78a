import type { JournalReader } from '#main/storage/journal.ts'
import type { Job } from '#shared/model/job.ts'

const PAGE = 200

/**
 * The ready jobs of one run in their order, read from the journal page by page. A job may come twice after a rewind:
 * whoever sends it moves it by compare and set.
 */
export class Feed {
  readonly #reader: JournalReader
  readonly #runId: string
  #jobs: Job[] = []
  #after: string | null = null
  #exhausted = false
  #filling: Promise<void> | null = null
  #generation = 0

  constructor(reader: JournalReader, runId: string) {
    this.#reader = reader
    this.#runId = runId
  }

  /** The next job at hand, or null: then `fill` first, unless it is `exhausted`. */
  next(): Job | null {
    return this.#jobs.shift() ?? null
  }

  get exhausted(): boolean {
    return this.#exhausted && this.#jobs.length === 0
  }

  /** True when the next page should be on its way. */
  get low(): boolean {
    return !this.#exhausted && this.#filling === null && this.#jobs.length < PAGE / 2
  }

  /** Takes a job back to the front: it is ready again. */
  putBack(job: Job): void {
    this.#jobs.unshift(job)
  }

  /** Begins again at the first ready job. */
  rewind(): void {
    this.#generation += 1
    this.#jobs = []
    this.#after = null
    this.#exhausted = false
    this.#filling = null
  }

  fill(): Promise<void> {
    this.#filling ??= this.#fill(this.#generation)
    return this.#filling
  }

  async #fill(generation: number): Promise<void> {
    try {
      const page = await this.#reader.inState('ready', this.#after, PAGE, this.#runId)
      if (generation !== this.#generation) return
      this.#jobs.push(...page)
      this.#after = page.at(-1)?.id ?? this.#after
      this.#exhausted = page.length < PAGE
    } finally {
      if (generation === this.#generation) this.#filling = null
    }
  }
}
