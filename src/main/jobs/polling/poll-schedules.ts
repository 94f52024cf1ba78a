import type { JournalReader } from '#main/storage/journal/journal.ts'
import { PollSchedule, MAX_DURATIONS } from './poll-schedule.ts'

interface Kind {
  readonly connectionId: string
  readonly workflowId: string
}

/** The learned poll times of every workflow on every connection; what the journal knows is read when first needed. */
export class PollSchedules {
  readonly #reader: JournalReader
  readonly #random: () => number
  readonly #known = new Map<string, PollSchedule | Promise<PollSchedule>>()

  constructor(reader: JournalReader, random: () => number) {
    this.#reader = reader
    this.#random = random
  }

  /** At once where they are at hand, so that ten thousand jobs need no ten thousand promises. */
  find(kind: Kind): PollSchedule | Promise<PollSchedule> {
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
    if (known instanceof PollSchedule) known.learn(ms)
  }

  async #load(key: string, { connectionId, workflowId }: Kind): Promise<PollSchedule> {
    const lengths = await this.#reader.durations(connectionId, workflowId, MAX_DURATIONS)
    const times = new PollSchedule(this.#random, lengths)
    this.#known.set(key, times)
    return times
  }
}

const keyOf = ({ connectionId, workflowId }: Kind): string => `${connectionId}\n${workflowId}`
