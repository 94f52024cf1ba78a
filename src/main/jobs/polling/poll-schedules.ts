import type { JournalReader } from '#main/storage/journal/journal.ts'
import { PollTimes, REMEMBERED } from './poll-schedule.ts'

interface Kind {
  readonly connectionId: string
  readonly workflowId: string
}

/** The learned poll times of every workflow on every connection; what the journal knows is read when first needed. */
export class WorkflowTimes {
  readonly #reader: JournalReader
  readonly #random: () => number
  readonly #known = new Map<string, PollTimes | Promise<PollTimes>>()

  constructor(reader: JournalReader, random: () => number) {
    this.#reader = reader
    this.#random = random
  }

  /** At once where they are at hand, so that ten thousand jobs need no ten thousand promises. */
  of(kind: Kind): PollTimes | Promise<PollTimes> {
    const key = keyOf(kind)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const loading = this.#load(key, kind)
    this.#known.set(key, loading)
    return loading
  }

  /** A job of this kind ended after `ms`. */
  learn(kind: Kind, ms: number): void {
    const known = this.#known.get(keyOf(kind))
    if (known instanceof PollTimes) known.learn(ms)
  }

  async #load(key: string, { connectionId, workflowId }: Kind): Promise<PollTimes> {
    const lengths = await this.#reader.durations(connectionId, workflowId, REMEMBERED)
    const times = new PollTimes(this.#random, lengths)
    this.#known.set(key, times)
    return times
  }
}

const keyOf = ({ connectionId, workflowId }: Kind): string => `${connectionId}\n${workflowId}`
